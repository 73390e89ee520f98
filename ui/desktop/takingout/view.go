package takingout

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/saving"
	"needsbook/ui/desktop/sheet"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/wording"
)

// Needs is what the page is made of.
type Needs struct {
	Desk   *desk.Desk
	Shell  *shell.Shell
	Folder string // where files are offered
}

// Screen is the page.
type Screen struct {
	n      Needs
	model  *model
	busy   bool
	gone   bool
	object fyne.CanvasObject

	all      *sheet.Sheet
	path     *saving.PathField
	progress *parts.Prose
	written  *fyne.Container

	ctf              *sheet.Sheet
	query, to        *parts.Field
	folder           *saving.PathField
	transferred      *saving.Note
	transferredWords *parts.Prose
}

// shown is after how long work says how far it has come.
const shown = 300 * time.Millisecond

// New makes the page.
func New(n Needs, _ string) (*Screen, error) {
	s := &Screen{n: n, model: &model{desk: n.Desk, hidden: n.Shell.NamesHidden}, progress: parts.NewProse("", parts.QuietText), written: parts.Column(parts.Between)}
	s.progress.Hide()
	about := parts.Column(parts.Between,
		parts.NewProse("One CSV and one JSON file for each kind of record, with the names of codes beside them; the journal of every change; settings and packs; each attachment as its own file; and README.txt, which says what each file is.", parts.Plain),
		parts.NewProse("This is the school's own copy. Names are full and nothing is encrypted. Keep it where only the SENCO and the head can open it.", parts.Plain))
	s.object = parts.Page("Take everything out", "All that this file holds, in formats that other programs read. Nothing in the file is changed.",
		parts.Scrolled(parts.Margins(0, 0, parts.Between, 0, parts.Column(parts.Groups, parts.Card("Everything", parts.Column(parts.Groups, about, s.everything(), s.progress, s.written)),
			parts.Card("For another school: Common Transfer File", s.transfer())))))
	return s, nil
}

// everything is the form for the whole.
func (s *Screen) everything() fyne.CanvasObject {
	s.path = saving.NewPathField(s.n.Shell.Window().Canvas(), s.model.offered(s.n.Folder))
	s.all = sheet.New("", "Take everything out", s.takeOut)
	s.path.OnSubmitted = func(string) { s.all.Try() }
	s.all.Add(saving.FieldPath, "New folder", s.path.Object, "It is there whole when all is written, or not at all.")
	s.all.Begin()
	return parts.Column(parts.Between, s.all.Form(), parts.Row(parts.Between, parts.NewMainButton("Take everything out", func() { s.all.Try() }).WithKey("Ctrl+Enter")))
}

// takeOut writes everything beside the window.
func (s *Screen) takeOut() error {
	path := strings.TrimSpace(s.path.Text)
	if err := s.model.check(path); err != nil || s.busy {
		return err
	}
	s.busy = true
	began := time.Now()
	var files []desk.TakenFile
	s.n.Shell.Runner().Go(func() (err error) {
		files, err = s.model.takeOut(path, func(done, total int) {
			if time.Since(began) > shown {
				fyne.Do(func() { s.say(fmt.Sprintf("Writing: %d of %d.", done, total)) })
			}
		})
		return err
	}, func(err error) {
		s.busy = false
		if s.gone {
			return
		}
		s.say("")
		if err != nil {
			s.all.Say(err)
			return
		}
		s.model.folder, s.model.files = path, files
		s.show()
		s.n.Shell.Say(wording.Count(len(files), "file") + " written in " + path + ".")
	})
	return nil
}

func (s *Screen) say(words string) {
	s.progress.SetText(words)
	if words == "" {
		s.progress.Hide()
		return
	}
	s.progress.Show()
}

// show lists what was written.
func (s *Screen) show() {
	note := saving.NewNote(s.n.Shell.Alert)
	note.Set(s.model.folder)
	var facts []parts.Fact
	for _, l := range s.model.lines() {
		facts = append(facts, parts.Fact{Label: l.name, Value: l.says})
	}
	s.written.Objects = []fyne.CanvasObject{note.Object, parts.NewFactList(facts...)}
	s.written.Refresh()
	s.object.Refresh()
}

// transfer is the form for a transfer file.
func (s *Screen) transfer() fyne.CanvasObject {
	s.query, s.to = parts.NewField("status:K or the names of pupils; empty for everyone on roll"), parts.NewField("886/9998; empty where it is not known")
	s.folder = saving.NewOpenField(s.n.Shell.Window().Canvas(), s.n.Folder)
	s.transferred, s.transferredWords = saving.NewNote(s.n.Shell.Alert), parts.NewProse("", parts.QuietText)
	s.ctf = sheet.New("", "Write the transfer file", s.writeTransfer)
	s.ctf.Add("query", "Pupils", s.query, "A search, as in the register.")
	s.ctf.Add("to", "Receiving school", s.to, "Its DfE number.")
	s.ctf.Add(saving.FieldPath, "Folder", s.folder.Object, "The file gets the name that DfE asks for, with the next running number.")
	s.folder.OnSubmitted = func(string) { s.ctf.Try() }
	sheet.Drafts{Desk: s.n.Desk, Place: "export", Alert: s.n.Shell.Alert}.Follow("transfer", s.ctf, s.n.Shell.NamesHidden())
	return parts.Column(parts.Between,
		parts.NewProse("SEN status with its history and every ranked need, in the layout that schools' systems read. Notes, plans and attachments never travel in one; a hand-over bundle carries those.", parts.Plain),
		s.ctf.Form(), parts.Row(parts.Between, parts.NewButton("Write the transfer file", func() { s.ctf.Try() })), s.transferred.Object, s.transferredWords)
}

func (s *Screen) writeTransfer() error {
	path, made, err := s.model.transferFile(transfer{s.query.Text, strings.TrimSpace(s.to.Text), strings.TrimSpace(s.folder.Text)})
	var query *register.QueryError
	if errors.As(err, &query) {
		return &desk.Refusal{Field: "query", Words: desk.Words(err)}
	}
	if err != nil {
		return err
	}
	s.transferred.Set(path)
	words := wording.Count(made.Pupils, "pupil") + "."
	if made.NoUPN > 0 {
		words += " " + fmt.Sprintf("%d of them have no UPN, which the form asks for.", made.NoUPN)
	}
	s.transferredWords.SetText(words)
	s.object.Refresh()
	s.n.Shell.Say("Saved in " + path + ".")
	return nil
}

// Accept takes everything out.
func (s *Screen) Accept() { s.all.Try() }

// Title is for the window.
func (s *Screen) Title() string { return "Take everything out" }

// Object is what is drawn.
func (s *Screen) Object() fyne.CanvasObject { return s.object }

// Focus gives the keyboard to the path.
func (s *Screen) Focus() { s.n.Shell.Window().Canvas().Focus(s.path.Field) }

// Refresh has nothing to show again: the page shows no record.
func (s *Screen) Refresh() {}

// Leave lets go of what is still being written.
func (s *Screen) Leave() { s.gone = true }
