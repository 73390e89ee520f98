package desk_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/paper"
	"needsbook/storage/schooldb/schooltest"
)

func TestNeedProfileCountsEveryPupilOnceInEachArea(t *testing.T) {
	p, err := schooltest.Demo(t).NeedProfile(context.Background())
	if err != nil || p.Pupils == 0 {
		t.Fatal(p, err)
	}
	for _, row := range p.Rows {
		n := row.Not
		for _, at := range row.Counts {
			n += at
		}
		if n != p.Pupils {
			t.Errorf("%s counts %d of %d pupils", row.Name, n, p.Pupils)
		}
	}
	last := p.Trend[len(p.Trend)-1]
	overall, now := p.Rows[len(p.Rows)-1], 0
	for i, id := range p.Levels {
		if overall.Counts[i] != last.Levels[id] {
			t.Errorf("%s: %d today, %d in the trend", id, overall.Counts[i], last.Levels[id])
		}
		now += last.Levels[id]
	}
	if last.Name != "Today" || now != p.Pupils {
		t.Errorf("%+v", last)
	}
}

func TestNeedProfileForOthersHoldsNoSmallCount(t *testing.T) {
	doc, err := schooltest.Demo(t).NeedProfileDocument(context.Background(), true)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range doc.Blocks {
		table, ok := b.(paper.Table)
		if !ok {
			continue
		}
		for _, row := range table.Body {
			for _, cell := range row[1:] {
				words := paper.Plain(cell.Text)
				if words != "under 5" && !strings.HasSuffix(words, "0") && !strings.HasSuffix(words, "5") || words == "0" {
					t.Errorf("the page for others says %q", words)
				}
			}
		}
	}
	if len(doc.Blocks) == 0 {
		t.Error("nothing is printed")
	}
}
