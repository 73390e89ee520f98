package desk_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/paper/pdf"
	"needsbook/app/provision"
)

// sides is how many pages a document takes.
func sides(t testing.TB, doc *paper.Doc) int {
	t.Helper()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	pages, err := pdf.Pages(doc, fonts)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func governors(t testing.TB, d *desk.Desk) *paper.Doc {
	t.Helper()
	doc, err := d.GovernorsDocument(ctx)
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	return doc
}

func TestGovernorsPageIsOneSideForEverySchool(t *testing.T) {
	for name, d := range map[string]*desk.Desk{"demo": demo(t), "empty": open(t), "money": budgetSchool(t)} {
		doc := governors(t, d)
		if n := sides(t, doc); n != 1 {
			t.Errorf("%s: %d pages", name, n)
		}
		drawn(t, "governors-"+name, doc)
		picture := slices.ContainsFunc(doc.Blocks, func(b paper.Block) bool { _, is := b.(paper.Figure); return is })
		if picture != (name != "empty") {
			t.Errorf("%s: the picture of the terms is there: %v", name, picture)
		}
	}
}

func TestGovernorsPageOfALargeSchoolIsOneSide(t *testing.T) {
	if testing.Short() {
		t.Skip("fills a school of 2,000 pupils")
	}
	d := open(t)
	fillLarge(t, d)
	doc := governors(t, d)
	if n := sides(t, doc); n != 1 {
		t.Errorf("%d pages", n)
	}
	page := drawn(t, "governors-large", doc).Words()
	if !strings.Contains(strings.Join(page, " "), "2000 pupils have SEN") {
		t.Error("the page does not count the pupils")
	}
}

// The money of the page is the money of the Budget page, source by source.
func TestGovernorsPageTiesWithTheBudgetToThePenny(t *testing.T) {
	d := budgetSchool(t)
	b, err := d.Budget(ctx, 0)
	if err != nil {
		t.Fatal(err)
	}
	var table paper.Table
	for _, block := range governors(t, d).Blocks {
		if found, ok := block.(paper.Table); ok && strings.HasPrefix(found.Caption, "Money") {
			table = found
		}
	}
	words := func(r paper.Row) (out []string) {
		for _, c := range r {
			out = append(out, paper.Plain(c.Text))
		}
		return out
	}
	rows := map[string]string{}
	for _, r := range append(table.Body, table.Foot...) {
		w := words(r)
		rows[w[0]] = strings.Join(w[1:], " ")
	}
	shown := 0
	for _, s := range b.Sources {
		want := strings.Join([]string{s.In.Words(), s.Committed.Words(), s.Forecast.Words(), s.Left.Words()}, " ")
		got, there := rows[d.SourceName(s.Source)]
		if there {
			shown++
		}
		if there != (!s.In.IsZero() || !s.Committed.IsZero()) || there && got != want {
			t.Errorf("%s: %q, the budget has %q", s.Source, got, want)
		}
	}
	if want := strings.Join([]string{b.In.Words(), b.Committed.Words(), b.Forecast.Words(), b.Left.Words()}, " "); rows["All"] != want || shown < 3 {
		t.Errorf("all: %q, the budget has %q; %d sources", rows["All"], want, shown)
	}
}

// No count of pupils, plans, reviews or outcomes from 1 to 4 stands on the page.
func TestGovernorsPageHasNoSmallCountAndNoName(t *testing.T) {
	d := demo(t)
	file, _, err := desk.Draw(governors(t, d), desk.FormatHTML)
	if err != nil {
		t.Fatal(err)
	}
	page := string(file)
	for _, found := range regexp.MustCompile(`(?i)(?:about |: |>)([0-9]+)( pupils|<)`).FindAllStringSubmatch(page, -1) {
		if n, err := strconv.Atoi(found[1]); err != nil || n > 0 && n < provision.FewerThan {
			t.Errorf("the page says %q", found[0])
		}
	}
	all, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if strings.Contains(page, e.Forename+" "+e.Surname) {
			t.Errorf("the page names %s", e.Name())
		}
	}
}
