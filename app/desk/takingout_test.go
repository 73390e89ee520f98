package desk_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb"
	"needsbook/storage/schooldb/schooltest"
)

// takeOut returns all files by name.
func takeOut(t testing.TB, d *desk.Desk) (map[string][]byte, []desk.TakenFile) {
	t.Helper()
	files := map[string][]byte{}
	written, err := d.TakeOut(t.Context(), func(name string, content []byte) error {
		if files[name] != nil {
			t.Errorf("%s is written twice", name)
		}
		files[name] = content
		return nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return files, written
}

// Every column of every table of the school's file is found in what is taken out, as
// the schema of the database itself names them: each gets a mark of its own, and the
// mark must come out. A table that is added later is in this test by itself.
func TestEverythingIsTakenOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "school.needsbook")
	store, _, err := schooltest.Files().Create(t.Context(), path, schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	d, err := schooltest.Sit(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	digest, err := d.Papers().PutPaper(t.Context(), []byte("a paper"))
	if err != nil {
		t.Fatal(err)
	}
	bound["attachment.digest"] = digest
	marks := map[string][]string{}
	if err := store.(*schooldb.Store).Vault().Update(t.Context(), "mark", func(tx *sql.Tx) error {
		names, err := column(t.Context(), tx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name <> 'pupil', name <> 'step', name")
		for _, table := range names {
			if table == "sealed_paper" || table == "erased_paper" || table == "journal_head" { // keys of the papers, and where the journal ends
				continue
			}
			err = errors.Join(err, markRow(t.Context(), tx, table, marks))
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if len(marks) < 29 {
		t.Fatalf("only %d tables were marked", len(marks))
	}
	files, written := takeOut(t, d)
	if files["sealed-paper.json"] != nil || files["erased-paper.json"] != nil {
		t.Error("the keys of sealed papers are given out")
	}
	for table, of := range marks {
		for _, mark := range of {
			var in []string
			for _, f := range written {
				if bytes.Contains(files[f.Name], []byte(mark)) {
					in = append(in, f.Name[strings.LastIndex(f.Name, ".")+1:])
				}
			}
			kinds := strings.Join(in, " ")
			if !strings.Contains(kinds, "json") || !strings.Contains(kinds, "csv") && table != "step" {
				t.Errorf("%s of %s is not in the files: %q", mark, table, kinds)
			}
		}
	}
	for _, f := range written {
		if f.Says == "" || f.Name != "README.txt" && !bytes.Contains(files["README.txt"], []byte(f.Name)) {
			t.Errorf("README.txt does not say what %s is", f.Name)
		}
	}
}

func column(ctx context.Context, tx *sql.Tx, query string, args ...any) ([]string, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		out = append(out, text)
	}
	return out, rows.Err()
}

// bound are the columns that hold only certain values; they are marked by those.
var bound = map[string]string{
	"status.code": "K", "handover.direction": "in", "field.type": "text", "field.choices": `["markchoices"]`, "deferral.state": "done", "step.sort": "did", "step.at": "2026-11-23T09:00:00.123456789Z",
	"attachment.on_day": "2001-02-03", "attachment.added": "2001-02-04", "step_about.n": "1", "level.ratings": `{"strand":"markratings"}`, "pupil.flags": `["markflags"]`, "saved_view.value": `{"x":"markviewvalue"}`,
}

// markRow writes one row with a mark in every column.
func markRow(ctx context.Context, tx *sql.Tx, table string, marks map[string][]string) error {
	rows, err := tx.QueryContext(ctx, "SELECT name, upper(type), pk FROM pragma_table_info(?)", table)
	if err != nil {
		return err
	}
	defer rows.Close()
	var names, places []string
	var values []any
	for rows.Next() {
		var name, kind string
		var key int
		if err := rows.Scan(&name, &kind, &key); err != nil {
			return err
		}
		mark := fmt.Sprintf("mark%s%s", strings.ReplaceAll(table, "_", ""), strings.ReplaceAll(name, "_", ""))
		var value any = mark
		switch fixed, has := bound[table+"."+name]; {
		case has:
			value, mark = fixed, strings.Trim(fixed, `{}[]"`)
			if i := strings.LastIndex(mark, `"`); i >= 0 {
				mark = mark[i+1:]
			}
		case name == "pupil" && table != "step":
			value, mark = "markpupilid", "markpupilid"
		case kind == "INTEGER":
			value = 7000 + len(marks)*100 + len(names)
			if table == "step" && name == "n" {
				value = 1
			}
			mark = fmt.Sprint(value)
		case kind == "JSON" && table == "step":
			value = `[{"kind":"note","key":"x","after":{"x":"` + mark + `"}}]`
		case kind == "JSON":
			value = `{"x":"` + mark + `"}`
		}
		names, places, values = append(names, `"`+name+`"`), append(places, "?"), append(values, value)
		marks[table] = append(marks[table], mark)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO "`+table+`" (`+strings.Join(names, ", ")+") VALUES ("+strings.Join(places, ", ")+")", values...)
	if err != nil {
		return fmt.Errorf("%s: %w", table, err)
	}
	return nil
}

func TestTakingOutIsTheSameEachTimeAndHasNamesBesideCodes(t *testing.T) {
	d := schooltest.Demo(t)
	sayAll(t, d)
	one, written := takeOut(t, d)
	two, _ := takeOut(t, d)
	if !reflect.DeepEqual(one, two) {
		t.Error("the same file gives other bytes the second time")
	}
	for name, wants := range map[string][]string{
		"sen-statuses.csv": {"Identifier,Pupil,", "\"Code, in words\"", "SEN support", "Kowalska, Ana"}, "needs.json": {`"code_in_words": "`, `"pupil_in_words": "Kowalska, Ana"`},
		"interventions.csv": {"Identifier,Name", "Staff kind"}, "placements.csv": {"Kowalska, Ana"}, "journal.json": {`"label": "`}, "settings.json": {"Meadowfield"}, "packs/continuum.json": {"sen-continuum"},
		"README.txt": {"KEEP THIS FOLDER SAFE", "pupils.csv", "attachments/"}, "attachments.csv": {"report.pdf"},
	} {
		for _, want := range wants {
			if !bytes.Contains(one[name], []byte(want)) {
				t.Errorf("%s does not say %s", name, want)
			}
		}
	}
	papers := 0
	for _, f := range written {
		if strings.HasSuffix(f.Name, " report.pdf") {
			papers++
			if string(one[f.Name]) != "%PDF a report" || !strings.HasPrefix(f.Name, "attachments/") {
				t.Errorf("%s holds %q", f.Name, one[f.Name])
			}
		}
		switch {
		case strings.HasSuffix(f.Name, ".csv"):
			rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(one[f.Name], []byte("\uFEFF")))).ReadAll()
			if err != nil || len(rows) != f.Rows+1 {
				t.Errorf("%s: %d rows, %v", f.Name, len(rows), err)
			}
		case strings.HasSuffix(f.Name, ".json") && !json.Valid(one[f.Name]):
			t.Errorf("%s is not JSON", f.Name)
		}
	}
	if papers != 1 {
		t.Errorf("%d attachments", papers)
	}
}

func TestTakingOutKeepsTheSchoolsKeyBackAndFormulasPlain(t *testing.T) {
	d := schoolWith(t, "Meadowfield Primary", senderURN, true)
	ana := sayAll(t, d)
	if _, _, err := d.ReceivingCard(t.Context()); err != nil { // makes the key
		t.Fatal(err)
	}
	if _, err := d.SaveNote(t.Context(), register.Note{Pupil: ana.ID, On: d.Today(), Words: `=HYPERLINK("http://x")`}); err != nil {
		t.Fatal(err)
	}
	files, _ := takeOut(t, d)
	if !bytes.Contains(files["sending.json"], []byte(`"value": "withheld"`)) || !bytes.Contains(files["journal.json"], []byte(`"after": "withheld"`)) {
		t.Error("the school's key is given out")
	}
	if !bytes.Contains(files["notes.csv"], []byte(`'=HYPERLINK`)) {
		t.Error("a formula is left to run")
	}
	stop := errors.New("no room")
	if _, err := d.TakeOut(t.Context(), func(string, []byte) error { return stop }, nil); !errors.Is(err, stop) {
		t.Errorf("a full disk: %v", err)
	}
}

// Export then import is nothing.
func TestRegisterTakenOutAndBroughtInChangesNothing(t *testing.T) {
	d := schooltest.Demo(t)
	for i, p := range []register.Pupil{
		{Surname: "=Sum", Forename: "-Dash"}, {Surname: "'=Quoted", Forename: "O’Neill"}, {Surname: "Nguyễn", Forename: "Thị Mai", YearTaught: "3"}, {Surname: "Null", Forename: "Na"},
	} {
		p.UPN, p.Born, p.Flags = register.MakeUPN(886, 9999, 20, 700+i), day.Of(2017, 9, 3+i), register.Flags{register.FlagEverFree6, register.FlagSENUnit}
		if _, err := d.AddPupil(t.Context(), desk.NewPupil{Pupil: p, Status: "K", Needs: []string{"SLCN", "ASD", "HI"}}); err != nil {
			t.Fatal(err)
		}
	}
	files, _ := takeOut(t, d)
	in, err := d.ReadImport(t.Context(), "register.csv", files["register.csv"], desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(in.Plan.Added) + len(in.Plan.Changed) + len(in.Plan.Rejected); n != 0 || len(in.Plan.Unchanged) != len(mustFind(t, d, "left:any")) {
		t.Errorf("%d added, rejected %+v, %d unchanged, changed:", len(in.Plan.Added), in.Plan.Rejected, len(in.Plan.Unchanged))
		for _, c := range in.Plan.Changed {
			t.Errorf("%s: %+v", c.Before.Pupil.ListName(), c.Fields)
		}
	}
	for _, flag := range register.FlagNames {
		if in.Sheet.Columns["flag_"+strings.ToLower(flag.Code)] == "" {
			t.Errorf("the import does not know the column of %s: %v", flag.Name, in.Sheet.Unused)
		}
	}
}

func TestTransferFileOfTheDemoSchoolChangesNothing(t *testing.T) {
	d := schooltest.Demo(t)
	f, err := d.TransferFile(t.Context(), "", "886/9998", 2)
	if err != nil || f.Pupils == 0 || !strings.HasSuffix(f.Name, "_CTF_8869998_002.xml") {
		t.Fatalf("%s of %d pupils, %v", f.Name, f.Pupils, err)
	}
	in, err := d.ReadImport(t.Context(), f.Name, f.Content, desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(in.Plan.Added) + len(in.Plan.Changed) + len(in.Plan.Rejected); n != 0 {
		t.Errorf("it adds %d, changes %+v, rejects %+v", len(in.Plan.Added), in.Plan.Changed, in.Plan.Rejected)
	}
	for _, c := range []struct{ query, to string }{{"need:ZZZZ", ""}, {"zzzz", ""}, {"", "12"}} {
		if _, err := d.TransferFile(t.Context(), c.query, c.to, 1); err == nil {
			t.Errorf("%+v was written", c)
		}
	}
	if _, err := schooltest.Empty(t).TransferFile(t.Context(), "", "", 1); err == nil {
		t.Error("a school without a number wrote a file")
	}
}
