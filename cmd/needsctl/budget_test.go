package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestBudgetTiesMoneyToTheProvisionMap(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	o := s.object(done, "budget")
	for key, want := range map[string]string{"notional": "0.00", "committed": "0.00", "to_date": "0.00", "forecast": "0.00"} {
		if o[key] != want {
			t.Errorf("%s is %v before anything is there", key, o[key])
		}
	}
	id := s.addPupil("--surname", "Price")
	s.must("rates", "teaching_assistant=20")
	talk := s.object(done, "intervention", "add", "--name", "Talk with Price", "--kind", "teaching_assistant", "--minutes", "60", "--sessions", "1", "--paid-from", "imf")
	s.must("place", id, "--in", talk["id"].(string))
	line := s.object(done, "budget", "add", "--source", "notional", "--amount", "84,000", "--year", "2026", "--told", "1 Mar 2026")["id"].(string)
	s.must("budget", "add", "--source", "imf", "--amount", "1200")
	o = s.object(done, "budget", "--json")
	planned := s.object(done, "provision-map")["interventions"].([]any)[0].(map[string]any)["planned"]
	if o["notional"] != "49000.00" || o["committed"] != planned || planned == "0.00" || len(o["by_pupil"].([]any)) != 1 {
		t.Errorf("%v, the map says %v", o, planned)
	}
	pupil := o["by_pupil"].([]any)[0].(map[string]any)
	if pupil["pupil"] != id || pupil["committed"] != "580.00" || o["unshared"] != "180.00" || planned != "760.00" { // 29 of 38 weeks are hers
		t.Errorf("%v of %v, unshared %v", pupil, planned, o["unshared"])
	}
	if out := s.must("budget"); !strings.Contains(out, "7 of 12 months") || !strings.Contains(out, "help in place: Talk with Price") || !strings.Contains(out, "is only expected") {
		t.Error(out)
	}
	s.must("budget", "--expect-same")
	if o := s.object(done, "budget"); o["notional"] != "84000.00" || len(o["awaited"].([]any)) != 0 {
		t.Errorf("%v", o["notional"])
	}
	s.must("undo")
	s.must("budget", "set", line, "--amount", "12000.50")
	if lines := s.object(done, "budget", "lines")["lines"].([]any); len(lines) != 2 || lines[0].(map[string]any)["amount"] != "12000.50" || lines[0].(map[string]any)["on_day"] != "2026-03-01" {
		t.Errorf("%v", lines)
	}
	s.must("budget", "--starts", "september")
	if o := s.object(done, "budget"); o["notional"] != "12000.50" {
		t.Errorf("an academy has %v", o["notional"])
	}
	s.must("budget", "remove", line)
	s.must("undo")
	for reason, amount := range map[string]string{"two decimal places": "12.345", "below £0": "-5", "more than a school has": "999999999", "Enter an amount": "a lot"} {
		if words := s.refusal(refused, "budget", "add", "--source", "imf", "--amount="+amount); !strings.Contains(words, reason) {
			t.Errorf("%s: %s", amount, words)
		}
	}
	s.refusal(misused, "budget", "add", "--source", "lottery", "--amount", "5")
	s.refusal(refused, "budget", "remove", "gone")
	s.refusal(refused, "budget", "--year", "3")
	s.refusal(refused, "intervention", "set", talk["id"].(string), "--paid-from", "lottery")
}

func TestBudgetIsPrintedAndExportedWithoutNamesWhenOff(t *testing.T) {
	t.Parallel()
	s := newSchool(t)
	id := s.addPupil("--surname", "Price")
	talk := s.object(done, "intervention", "add", "--name", "Talk with Price", "--kind", "teaching_assistant", "--minutes", "60", "--sessions", "1")
	s.must("place", id, "--in", talk["id"].(string))
	s.must("budget", "add", "--source", "notional", "--amount", "84000")
	page, book := filepath.Join(t.TempDir(), "b.html"), filepath.Join(t.TempDir(), "b.xlsx")
	s.must("budget", "print", "--out", page)
	if content, err := os.ReadFile(page); err != nil || strings.Contains(string(content), "Price") || !strings.Contains(string(content), "£49,000.00") {
		t.Errorf("%s %v", content, err)
	}
	s.must("budget", "print", "--out", page, "--names", "full")
	if content, err := os.ReadFile(page); err != nil || !strings.Contains(string(content), "Talk with Price") {
		t.Errorf("%v", err)
	}
	for names, there := range map[string]bool{"full": true, "off": false} {
		s.must("budget", "export", "--out", book, "--names", names)
		f, err := excelize.OpenFile(book)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := f.GetRows("By pupil")
		if err != nil || len(rows) != 2 || strings.Contains(strings.Join(rows[1], " "), "Price") != there {
			t.Errorf("names %s: %v %v", names, rows, err)
		}
		f.Close()
	}
	s.refusal(misused, "budget", "export")
}
