package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/paper"
)

// Spot is a file or folder of the school's on this computer. Size is in bytes, -1 for one
// that is not there.
type Spot struct {
	ID   string `json:"id"`
	Path string `json:"path"`
	Size int64  `json:"size"`
}

// DataPlace is a place where data of the school lie, whatever the school. DataPlaces is
// the one table of them: the page, needsctl and docs/data-protection.md follow it.
type DataPlace struct {
	ID    string `json:"id"`
	What  string `json:"what"`
	Where string `json:"where"` // in words; the page adds the path
	Holds string `json:"holds"`
	Until string `json:"until"`
}

// DataPlaces are all places on this computer and elsewhere, in the words in use.
func (d *Desk) DataPlaces() []DataPlace {
	var out []DataPlace
	for _, p := range dataPlaces {
		for _, words := range []*string{&p.What, &p.Where, &p.Holds, &p.Until} {
			*words = d.terms.Say(*words)
		}
		out = append(out, p)
	}
	return out
}

var dataPlaces = []DataPlace{
	{"file", "The school's file", "Where the school put it", "All records, the history of every change and drafts, encrypted", "Until the school deletes it; single pupils by Keeping and erasing"},
	{"papers", "Attachments", "A folder beside the file", "Letters and reports as they came, each encrypted on its own", "Until they are removed or their pupil is erased"},
	{"backups", "Backups", "A folder beside the file", "Whole copies of the file as it was, encrypted", "90 days at most, and never the newest"},
	{"second", "Second folder for backups", "Where the school chose, such as a stick or the server", "The same copies once more", "The same"},
	{"lock", "Lock file", "Beside the file", "Who has the file open: computer, person, time. No pupil", "While the file is open"},
	{"settings", "Settings of the window", "The settings folder of the user of this computer", "Size and look of the window, where the last files lie, the last page by a random number. No name", "Until the user clears them"},
	{"anchor", "Mark against an older copy", "The settings folder of the user of this computer", "A random number, a count and a time. No pupil", "Until the user clears it"},
	{"printed", "Pages being printed", "The temporary folder of the user of this computer", "The page that was printed, not encrypted", "Until the program is closed"},
	{"saved", "What people saved, printed or copied", "Wherever they put it", "What the page showed, not encrypted. The program does not know where it is", "The school must see to it"},
	{"handover", "Hand-overs to other schools", "With the next school, and wherever the bundle was carried", "The ticked parts of one pupil's record, encrypted for that school", "The next school decides"},
	{"cluster", "The hub of the {cluster}", "On a computer of the {cluster}", "Rounded counts, and papers without names, signed", "What the {cluster} agreed"},
	{"recovery", "Recovery sheet", "On paper, in the school's safe", "The key that opens the file. No pupil", "Until the passphrase is changed"},
}

// neverLeaving is what no function of the program sends anywhere by itself.
func (d *Desk) neverLeaving() []string {
	var out []string
	for _, words := range neverLeaves {
		out = append(out, d.terms.Say(words))
	}
	return out
}

var neverLeaves = []string{
	"Names, UPNs, dates of birth, contacts and words about pupils: no summary and no paper to the {cluster} has a place for them.",
	"The passphrase and the recovery key.",
	"How the program is used. There is no account, no telemetry and no report of errors.",
}

// Whereabouts is one place as it stands now.
type Whereabouts struct {
	DataPlace
	Path string `json:"path,omitempty"`
	Size int64  `json:"size,omitempty"`
	Now  string `json:"now"` // how it stands, in words
}

// Whereabouts lists every place where the school's data lie, as it stands now.
func (d *Desk) Whereabouts(ctx context.Context) ([]Whereabouts, error) {
	stands, err := d.placesNow(ctx)
	if err != nil {
		return nil, err
	}
	var out []Whereabouts
	for _, p := range d.DataPlaces() {
		w := stands[p.ID]
		w.DataPlace = p
		out = append(out, w)
	}
	return out, nil
}

// placesNow works out how each place stands.
func (d *Desk) placesNow(ctx context.Context) (map[string]Whereabouts, error) {
	now := map[string]Whereabouts{
		"lock": {Now: "Not there: this file is open without one"}, "papers": {Now: "None"}, "backups": {Now: "None yet"}, "second": {Now: "None chosen"},
		"settings": {Now: "On this computer"}, "anchor": {Now: "On this computer"}, "printed": {Now: "Only while a page is printed"},
		"saved": {Now: "Not known to the program"}, "recovery": {Now: "Not known to the program"}, "cluster": {Now: "Nothing was sent"}, "handover": {Now: "None went out"},
	}
	if f, ok := d.store.(interface{ Spots() []Spot }); ok {
		for _, s := range f.Spots() {
			if s.Size >= 0 {
				now[s.ID] = Whereabouts{Path: s.Path, Size: s.Size, Now: sizeWords(s.Size)}
			}
		}
	}
	if n := len(d.Keeper().Backups()); n > 0 {
		b := now["backups"]
		b.Now = backupWords(n) + ", " + b.Now
		now["backups"] = b
	}
	second, err := d.SecondFolder(ctx)
	if err != nil {
		return nil, err
	}
	if second.Path != "" {
		copies, err := d.store.(eraser).CopiesIn(second.Path)
		w := Whereabouts{Path: second.Path, Now: "Cannot be reached now"}
		if err == nil {
			for _, c := range copies {
				w.Size += c.Size
			}
			w.Now = backupWords(len(copies)) + ", " + sizeWords(w.Size)
		}
		now["second"] = w
	}
	handed, err := d.Handovers(ctx, "")
	if err != nil {
		return nil, err
	}
	handed = slices.DeleteFunc(handed, func(h HandoverLine) bool { return h.Direction != "out" })
	if len(handed) > 0 {
		now["handover"] = Whereabouts{Now: fmt.Sprintf("%s made, the last on %s", count(len(handed), "bundle"), handed[0].On.Words())}
	}
	log, err := d.SendLog(ctx)
	if err != nil {
		return nil, err
	}
	if len(log) > 0 {
		now["cluster"] = Whereabouts{Now: count(len(log), "line") + " in the send log, to: " + orElse(d.clusterName(ctx), d.terms.Say("the {cluster}"))}
	}
	return now, nil
}

// clusterName is the name of the hub that the school has joined.
func (d *Desk) clusterName(ctx context.Context) string {
	m, err := d.Membership(ctx)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(m.Cluster + " " + m.Address)
}

func backupWords(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return fmt.Sprintf("%d copies", n)
}

// sizeWords is a size as people say it.
func sizeWords(bytes int64) string {
	switch {
	case bytes < 1_000:
		return fmt.Sprintf("%d bytes", bytes)
	case bytes < 1_000_000:
		return fmt.Sprintf("%d kB", (bytes+500)/1_000)
	}
	return fmt.Sprintf("%d.%d MB", bytes/1_000_000, bytes%1_000_000/100_000)
}

// WhereaboutsDocument is the same as a page to read and print.
func (d *Desk) WhereaboutsDocument(ctx context.Context) (*paper.Doc, error) {
	list, err := d.Whereabouts(ctx)
	if err != nil {
		return nil, err
	}
	s := d.School()
	doc := &paper.Doc{Title: "Where our data is", Lang: "en-GB", Author: s.Senco, Org: s.Name, Date: d.Today(), Watermark: paper.Mark(s.Demo, false), Subject: "Every place where the school's records of SEN lie"}
	group := func(title, says string, ids ...string) {
		doc.Blocks = append(doc.Blocks, paper.Section(title), paper.P(says))
		for _, w := range list {
			if !slices.Contains(ids, w.ID) {
				continue
			}
			doc.Blocks = append(doc.Blocks, paper.Subsection(w.What), paper.P(sentence(orElse(w.Path, w.Where))+" "+sentence(w.Now)+" "+sentence(w.Holds)+" "+sentence("How long: "+lowerStart(w.Until))))
		}
	}
	group("On this computer", "Whoever has the file and a passphrase, or the recovery key, can read it. The rest of the computer is the school's to protect.", "file", "papers", "backups", "second", "lock", "settings", "anchor", "printed")
	group("Elsewhere", "What has left, or may lie outside the program.", "saved", "handover", "cluster", "recovery")
	doc.Blocks = append(doc.Blocks, paper.Section("What never leaves by itself"), paper.Bullets(d.neverLeaving()...),
		paper.P("A look for a newer version of the program is off unless it is switched on in Settings; it sends nothing about the school."))
	return doc, nil
}
