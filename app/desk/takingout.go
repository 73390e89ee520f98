package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"needsbook/app/access"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/assets"
)

// WholeTable is one table of the school's file as it stands.
type WholeTable struct {
	Name    string
	Columns []WholeColumn
	Rows    [][]any // text, whole numbers, or json.RawMessage, in the order of Columns
}

// WholeColumn is one column of it.
type WholeColumn struct {
	Name string
	JSON bool // holds a list or an object
}

// wholeReader is what a store can do to give everything out.
type wholeReader interface {
	Whole(ctx context.Context) ([]WholeTable, error)
}

// TakenFile is one of the files that were written.
type TakenFile struct {
	Name string `json:"name"`
	Says string `json:"says"` // what it is, in a sentence
	Rows int    `json:"rows"` // how many records it holds, 0 where it holds none
}

// TakeOut writes everything that the school's file holds in open formats: one CSV and one JSON file
// for each kind of record, the register as a list that can be brought in again, the
// journal, the packs in use, and each attachment as its own file. put writes one file;
// progress, which may be nil, hears how far it has come. Names are full: this is the
// school's own copy. The same file always gives the same bytes.
func (d *Desk) TakeOut(ctx context.Context, put func(name string, content []byte) error, progress func(done, total int)) ([]TakenFile, error) {
	if err := d.allow(access.Export); err != nil {
		return nil, err
	}
	tables, err := d.store.(wholeReader).Whole(ctx)
	if err != nil {
		return nil, err
	}
	t := takingOut{d: d, ctx: ctx, put: put, progress: progress}
	t.words = d.codeWords()
	t.order = d.pupilOrder()
	for _, table := range tables {
		t.add(d.describe(table.Name), func(name string) ([]byte, int, error) { return t.tableFiles(table, name) })
	}
	t.add(TakenFile{Name: "register.csv", Says: "The register as one list, a pupil a row. Needsbook and other programs can bring it in."},
		func(string) ([]byte, int, error) { return d.registerList() })
	if err := t.addPacks(); err != nil {
		return nil, err
	}
	t.addPapers(tables)
	return t.run()
}

// takingOut is everything on its way out.
type takingOut struct {
	d        *Desk
	ctx      context.Context
	put      func(name string, content []byte) error
	progress func(done, total int)
	words    map[string]func(string) string // of a table's column: a code's name
	order    map[string]int                 // a pupil's place in the list of names
	jobs     []takeJob
	written  []TakenFile
}

// takeJob makes one file; nil content means that it wrote its files itself.
type takeJob struct {
	file TakenFile
	make func(name string) (content []byte, rows int, err error)
}

func (t *takingOut) add(file TakenFile, make func(string) ([]byte, int, error)) {
	t.jobs = append(t.jobs, takeJob{file, make})
}

// run makes the files one by one, and last the one that says what they are.
func (t *takingOut) run() ([]TakenFile, error) {
	for i, job := range t.jobs {
		if err := t.ctx.Err(); err != nil {
			return nil, err
		}
		if t.progress != nil {
			t.progress(i, len(t.jobs))
		}
		content, rows, err := job.make(job.file.Name)
		if err != nil {
			return nil, err
		}
		if content != nil {
			job.file.Rows = rows
			if err := t.write(job.file, content); err != nil {
				return nil, err
			}
		}
	}
	readme := TakenFile{Name: "README.txt", Says: "What each file is."}
	if err := t.write(readme, t.d.takenReadme(t.written)); err != nil {
		return nil, err
	}
	if t.progress != nil {
		t.progress(len(t.jobs), len(t.jobs))
	}
	return t.written, nil
}

func (t *takingOut) write(file TakenFile, content []byte) error {
	if err := t.put(file.Name, content); err != nil {
		return err
	}
	t.written = append(t.written, file)
	return nil
}

// tableFiles writes a table as CSV and as JSON. The journal is JSON alone: a cell
// cannot hold what a step changed.
func (t *takingOut) tableFiles(table WholeTable, name string) ([]byte, int, error) {
	says := t.d.describe(table.Name).Says
	t.inPupilOrder(table)
	withhold(table)
	body, err := t.tableJSON(table)
	if err != nil {
		return nil, 0, err
	}
	if err := t.write(TakenFile{name + ".json", says, len(table.Rows)}, body); err != nil {
		return nil, 0, err
	}
	if table.Name == "step" {
		return nil, 0, nil
	}
	list, err := t.tableCSV(table)
	if err != nil {
		return nil, 0, err
	}
	return nil, 0, t.write(TakenFile{name + ".csv", says, len(table.Rows)}, list)
}

// inPupilOrder sorts rows about pupils by their names, as lists do.
func (t *takingOut) inPupilOrder(table WholeTable) {
	of := "pupil"
	if table.Name == kindPupil {
		of = "id"
	}
	at := slices.IndexFunc(table.Columns, func(c WholeColumn) bool { return c.Name == of })
	if at < 0 || table.Name == "step" {
		return
	}
	slices.SortStableFunc(table.Rows, func(a, b []any) int {
		return t.order[fmt.Sprint(a[at])] - t.order[fmt.Sprint(b[at])]
	})
}

// withheld stands in place of the key that signs for the school.
var withheld = json.RawMessage(`"withheld"`)

// withhold takes the school's secret key out of what is given: it says nothing about
// anybody, and whoever has it could sign as the school.
func withhold(table WholeTable) {
	at := func(name string) int {
		return slices.IndexFunc(table.Columns, func(c WholeColumn) bool { return c.Name == name })
	}
	switch table.Name {
	case kindSending:
		for _, row := range table.Rows {
			if id, _ := row[at("id")].(string); slices.Contains(secretKeys, id) {
				row[at("value")] = withheld
			}
		}
	case "step":
		for _, row := range table.Rows {
			raw, ok := row[at("changes")].(json.RawMessage)
			if !ok || !slices.ContainsFunc(secretKeys, func(name string) bool { return bytes.Contains(raw, []byte(`"`+name+`"`)) }) {
				continue
			}
			var changes []journal.Change
			if json.Unmarshal(raw, &changes) != nil {
				row[at("changes")] = withheld
				continue
			}
			for i, c := range changes {
				if c.Kind == kindSending && slices.Contains(secretKeys, c.Key) {
					changes[i].Before, changes[i].After = withheldUnless(c.Before), withheldUnless(c.After)
				}
			}
			body, err := json.Marshal(changes)
			if err != nil {
				body = withheld
			}
			row[at("changes")] = json.RawMessage(body)
		}
	}
}

func withheldUnless(body journal.Body) journal.Body {
	if body == nil {
		return nil
	}
	return withheld
}

// pupilOrder is each pupil's place in the list of names.
func (d *Desk) pupilOrder() map[string]int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	order := make(map[string]int, len(d.entries))
	for i, e := range d.entries {
		order[e.ID] = i + 1
	}
	return order
}

// addPacks gives the packs in use as they are: codes, words, levels, dates, amounts.
func (t *takingOut) addPacks() error {
	names, err := assets.Packs.ReadDir("packs")
	if err != nil {
		return fmt.Errorf("listing the packs: %w", err)
	}
	for _, entry := range names {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), ".json") {
			continue
		}
		shipped := assets.Pack(entry.Name())
		t.add(TakenFile{Name: "packs/" + entry.Name(), Says: "A pack in use: " + packTitle(shipped) + "."}, func(string) ([]byte, int, error) {
			body, err := t.d.packBody(t.ctx, slotName(shipped), entry.Name())
			return body, 0, err
		})
	}
	return nil
}

// addPapers gives each attachment as its own file.
func (t *takingOut) addPapers(tables []WholeTable) {
	i := slices.IndexFunc(tables, func(table WholeTable) bool { return table.Name == kindAttachment })
	if i < 0 {
		return
	}
	for _, row := range tables[i].Rows {
		var a register.Attachment
		for c, column := range tables[i].Columns {
			switch text, _ := row[c].(string); column.Name {
			case "id":
				a.ID = text
			case "pupil":
				a.Pupil = text
			case "name":
				a.Name = text
			case "what":
				a.What = text
			}
		}
		says := "An attachment: " + a.What
		if e, err := t.d.Entry(a.Pupil); err == nil {
			says += " (" + e.Name() + ")"
		}
		t.add(TakenFile{Name: "attachments/" + a.ID + " " + savedName(a.Name), Says: says + "."}, func(string) ([]byte, int, error) {
			_, content, err := t.d.AttachmentContent(t.ctx, a.Pupil, a.ID)
			var refusal *Refusal
			if err != nil && !errors.As(err, &refusal) {
				err = refuse("attachments", "The attachment “"+a.Name+"” cannot be read, so nothing was written. Check the file under Settings, or take that attachment away, then try again.")
			}
			return content, 0, err
		})
	}
}

// savedName is the name of an attachment without what some file systems refuse.
func savedName(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, fileName(name))
}

// takenReadme says what each file is.
func (d *Desk) takenReadme(files []TakenFile) []byte {
	var b strings.Builder
	s := d.School()
	fmt.Fprintf(&b, "Everything that the Needsbook file of %s holds, as it stood on %s.\n\n", s.Name, d.Today().Words())
	b.WriteString("KEEP THIS FOLDER SAFE. It names pupils and says what is most private about them, and it is not encrypted. Keep it where only the SENCO and the head can open it, and destroy it when it is no longer needed.\n\n")
	b.WriteString("CSV files open in any spreadsheet: UTF-8, commas, a heading over each column. A code has its name in the column after it. Text that a spreadsheet could take for a formula has an apostrophe before it. Dates are written 2026-11-23.\n")
	b.WriteString("JSON files hold the same records as the program keeps them, with the names of codes and of pupils beside.\n")
	b.WriteString("The secret key with which the school signs is left out: it says nothing about anybody. Everything else is here.\n\n")
	for _, f := range files {
		fmt.Fprintf(&b, "%s\n    %s", f.Name, f.Says)
		if f.Rows > 0 {
			fmt.Fprintf(&b, " Records: %d.", f.Rows)
		}
		b.WriteString("\n")
	}
	return []byte(strings.ReplaceAll(b.String(), "\n", "\r\n"))
}
