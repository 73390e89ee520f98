package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestFieldsOfTheSchoolsOwnAreKeptAskedSetAndPasted(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	for _, name := range []string{"Price", "Okafor", "Adams"} {
		s.addPupil("--surname", name, "--class", "4A")
	}
	if o := s.object(done, "field", "add", "Reading age", "--type", "number"); o["term"] != "reading-age" || o["id"] == "" {
		t.Error(o)
	}
	s.must("field", "add", "Group", "--type", "choice", "--choices", "Red,Green")
	s.refusal(refused, "field", "add", "reading AGE")
	s.refusal(refused, "field", "add", "X", "--type", "money")
	s.refusal(refused, "field", "set", "Teapot", "--name", "X")
	var list struct {
		Fields []struct {
			ID, Name, Type, Term string
			Choices              []string
		}
	}
	s.json(done, &list, "field", "list")
	if len(list.Fields) != 2 || list.Fields[1].Choices[1] != "Green" || list.Fields[0].Term != "reading-age" {
		t.Fatalf("%+v", list)
	}
	s.must("set", "surname:price", "reading-age=9.50", "group=green")
	s.refusal(refused, "set", "", "reading-age=nine")
	block := s.write("block.txt", "Name\tReading age\tClass\r\nOkafor\t11\t4B\r\nAdams\t\t4C\r\n")
	var r struct {
		Changed []struct{ After map[string]string }
	}
	s.json(done, &r, "paste", block, "--dry-run")
	if len(r.Changed) != 2 || s.count("class:4A") != 3 {
		t.Fatalf("%+v", r)
	}
	if out := s.must("paste", block); !strings.Contains(out, "2 of 2 pupils changed.") {
		t.Error(out)
	}
	if s.count("reading-age:>=9.5") != 2 || s.count("reading-age:none class:4C") != 1 || s.count("group:green") != 1 {
		t.Error("what was set and pasted is not found")
	}
	s.refusal(refused, "paste", s.write("bad.txt", "Name\tClass\nNobody\t4B\n"))
	s.refusal(refused, "paste", s.write("raw.txt", "\xff\xfe4\x00"))
	var pupils struct{ Pupils []map[string]any }
	s.json(done, &pupils, "pupils", "group:green")
	if fields, _ := pupils.Pupils[0]["fields"].(map[string]any); fields["reading-age"] != "9.5" || fields["group"] != "Green" {
		t.Errorf("%+v", pupils)
	}
	s.must("field", "set", "group", "--name", "Table")
	s.must("field", "remove", "Table")
	s.refusal(refused, "pupils", "table:green")
	s.must("undo")
	if s.count("table:green") != 1 {
		t.Error("undo does not bring the field back with what it held")
	}
}

func TestViewsAreSavedListedUsedAndRemoved(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	s.must("view", "save", "Year six", "--query", "status:sen year:6", "--columns", "Name, SEN status,level,review due", "--sort", "-level,name", "--mark", "overdue;Review late;review:overdue")
	s.refusal(misused, "view", "save", "X", "--columns", "teapot")
	s.refusal(refused, "view", "save", "X", "--query", "teapot:1")
	s.refusal(misused, "view", "save", "X", "--mark", "overdue")
	s.refusal(refused, "view", "remove", "X")
	var list struct{ Views []map[string]any }
	s.json(done, &list, "view", "list")
	saved := len(list.Views) - 1 // after the demo school's own
	if saved < 0 || list.Views[saved]["name"] != "Year six" || len(list.Views[saved]["columns"].([]any)) != 4 {
		t.Fatalf("%+v", list)
	}
	var shown struct {
		Count  int
		Pupils []map[string]any
		Rows   []map[string]string
		Lost   []string
	}
	s.json(done, &shown, "pupils", "--view", "year SIX")
	if shown.Count == 0 || shown.Count != s.count("status:sen year:6") || len(shown.Rows) != shown.Count || len(shown.Rows[0]) != 4 {
		t.Errorf("%+v", shown)
	}
	if !slices.IsSortedFunc(shown.Rows, func(a, b map[string]string) int { return -strings.Compare(a["level"], b["level"]) }) {
		t.Error("the view's order is not kept")
	}
	if out := s.must("pupils", "--view", "Year six", "status:K"); !strings.Contains(out, "SEN STATUS") || !strings.Contains(out, "SEN support") || strings.Contains(out, "EHC plan") {
		t.Error(out)
	}
	s.must("view", "remove", "Year six")
	s.refusal(refused, "pupils", "--view", "Year six")
}

func TestSheetIsWrittenInEveryFormatWithOrWithoutNames(t *testing.T) {
	t.Parallel()
	s := demoSchool(t)
	var e struct{ Pupils []map[string]any }
	s.json(done, &e, "pupils", "status:E")
	surname := e.Pupils[0]["surname"].(string)
	for _, names := range []string{"full", "initials", "off"} {
		for _, format := range []string{"csv", "xlsx", "json"} {
			path := s.beside("out." + format)
			o := s.object(done, "pupils", "status:E", "--"+format, "--out", path, "--names", names)
			body, err := os.ReadFile(path)
			if err != nil || o["file"] != path || int(o["bytes"].(float64)) != len(body) {
				t.Fatal(o, err)
			}
			text, rows := string(body), 0
			switch format {
			case "csv":
				list, err := csv.NewReader(bytes.NewReader(body[3:])).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				rows = len(list) - 1
			case "json":
				var list []map[string]string
				if err := json.Unmarshal(body, &list); err != nil {
					t.Fatal(err)
				}
				rows = len(list)
			case "xlsx":
				f, err := excelize.OpenReader(bytes.NewReader(body))
				if err != nil {
					t.Fatal(err)
				}
				list, err := f.GetRows("Register")
				if err != nil {
					t.Fatal(err)
				}
				f.Close()
				rows = len(list) - 1
				for _, row := range list {
					text += strings.Join(row, "\t")
				}
			}
			if rows != 9 || strings.Contains(text, surname) != (names == "full") {
				t.Errorf("%s, names %s: %d rows, a surname %v", format, names, rows, strings.Contains(text, surname))
			}
		}
	}
	if _, out, _ := s.run("pupils", "status:E", "--json", "--names", "initials"); strings.Contains(out, surname) || !strings.Contains(out, `"count":9`) {
		t.Error(out)
	}
	s.refusal(misused, "pupils", "--xlsx")
	s.refusal(misused, "pupils", "--csv", "--xlsx", "--out", s.beside("x"))
	if status, _, _ := s.run("pupils", "--out", s.beside("x")); status != misused {
		t.Errorf("a file of no kind: status %d", status)
	}
	s.refusal(refused, "pupils", "--names", "half")
	s.refusal(refused, "pupils", "--csv", "--out", s.file)
}
