package desk_test

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/desk"
	"needsbook/app/journal"
	"needsbook/app/summary"
	"needsbook/storage/schooldb/schooltest"
)

// noRecords are the tables of the journal and the window, which no form writes.
var noRecords = []string{"remembered", "journal_head", "erasure"}

// TestGuardKnowsEveryTextColumnOfEveryKind plants a word in every column of every table
// of the file and looks for each in a payload.
func TestGuardKnowsEveryTextColumnOfEveryKind(t *testing.T) {
	ctx := t.Context()
	d := schooltest.Demo(t)
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := d.Writable().(interface {
		Whole(ctx context.Context) ([]desk.WholeTable, error)
	}).Whole(ctx)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{} // a record of each kind
	for _, table := range tables {
		at := slices.IndexFunc(table.Columns, func(c desk.WholeColumn) bool { return c.Name == "id" })
		if at >= 0 && len(table.Rows) > 0 {
			known[table.Name] = fmt.Sprint(table.Rows[0][at])
		}
	}
	planted, canaries := 0, map[string][]string{}
	for _, table := range tables {
		isRecord := slices.ContainsFunc(table.Columns, func(c desk.WholeColumn) bool { return c.Name == "id" })
		if desk.Unguarded[table.Name] || !isRecord || slices.Contains(noRecords, table.Name) {
			continue
		}
		canaries[table.Name] = plant(t, d, table, known)
	}
	guarded, err := desk.Forbidden(d, ctx)
	if err != nil {
		t.Fatal(err)
	}
	for table, words := range canaries {
		for _, word := range words {
			planted++
			leaky := bytes.Replace(p.Payload, []byte(`"T00"`), []byte(`"`+word+`"`), 1)
			if !slices.Contains(guarded, strings.ToLower(word)) || len(summary.LeakGuard(leaky, []string{word})) == 0 {
				t.Errorf("%s: %q would leave unseen", table, word)
			}
		}
	}
	if planted < 250 {
		t.Errorf("only %d columns hold text; the walk misses some", planted)
	}
	if found, err := desk.Leaks(d, ctx, p.Payload); err != nil || len(found) > 0 {
		t.Errorf("the true summary is held back: %v, %v", found, err)
	}
}

// closedList is a column that takes a few codes only, which name nobody.
var closedList = regexp.MustCompile(`failed: (\w+) IN \('(\w*)'`)

// plant writes a record with a word of its own in every text of it, however deep, and
// returns the words. Columns that hold numbers are left at one.
func plant(t *testing.T, d *desk.Desk, table desk.WholeTable, known map[string]string) (words []string) {
	t.Helper()
	var last error
	numbers, coded := map[string]int{}, map[string]string{}
	for range len(table.Columns) + 5 {
		words = nil
		record := map[string]any{}
		for i, c := range table.Columns {
			word := fmt.Sprintf("canary%sq%dq", strings.ReplaceAll(table.Name, "_", ""), i)
			switch {
			case numbers[c.Name] > 0:
				record[c.Name] = numbers[c.Name]
				continue
			case coded[c.Name] != "":
				record[c.Name] = coded[c.Name]
				continue
			case c.JSON:
				record[c.Name] = map[string]any{"deep": []any{map[string]any{"er": "Said by " + word + "!"}}}
			case c.Name == "born":
				word = "1999-12-31"
				record[c.Name] = word
			case known[c.Name] != "": // names a record that must be there
				word = known[c.Name]
				record[c.Name] = word
			default:
				record[c.Name] = word
			}
			words = append(words, word)
		}
		_, err := d.Writable().Do(t.Context(), journal.Step{At: time.Now(), By: "test", Label: "plant", Sort: journal.Fact},
			[]journal.Edit{{Kind: table.Name, Key: record["id"].(string), Value: record}})
		if err == nil {
			return words
		}
		last = err
		if one := closedList.FindStringSubmatch(err.Error()); one != nil {
			coded[one[1]] = one[2]
			continue
		}
		_, rest, isNumber := strings.Cut(err.Error(), table.Name+".")
		if name, _, _ := strings.Cut(rest, " "); isNumber {
			numbers[name] = 1 + 7776*numbers[name] // one that must be unique is refused again
			continue
		}
		t.Fatalf("%s: %v", table.Name, err)
	}
	t.Fatalf("%s takes no record: %v", table.Name, last)
	return nil
}

func TestNoSummaryHoldsAnythingOfARecord(t *testing.T) {
	d := schooltest.Demo(t)
	p, err := d.PreviewSummary(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	words, err := desk.Forbidden(d, t.Context())
	if err != nil || len(words) < 3000 {
		t.Fatalf("only %d words are guarded, %v", len(words), err)
	}
	for _, want := range []string{strings.ToLower(d.School().Head), strings.ToLower(strings.Fields(d.School().Senco)[0])} {
		if !slices.Contains(words, want) && len(want) > 3 {
			t.Errorf("%q is not guarded", want)
		}
	}
	if found, err := desk.Leaks(d, t.Context(), p.Payload); err != nil || len(found) > 0 {
		t.Errorf("%v, %v", found, err)
	}
}
