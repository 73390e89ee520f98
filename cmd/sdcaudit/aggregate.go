package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/summary"
)

// aggregateResult says whether a published aggregate holds anything that the
// documents do not give already.
type aggregateResult struct {
	File   string   `json:"file"`
	Of     string   `json:"of"`     // what it is an aggregate of
	Tables int      `json:"tables"` // compared
	Adds   []string `json:"adds"`   // figures that the documents do not give
}

// maxAggregate is more than any board comes to.
const maxAggregate = 16 << 20

// compareAggregate makes the aggregate anew from the documents alone, by the hub's own
// arithmetic, and compares every figure. What is equal adds nothing to the documents,
// so whoever has them learns nothing from it.
func compareAggregate(file string, published []published) (aggregateResult, error) {
	r := aggregateResult{File: file, Adds: []string{}}
	b, err := os.ReadFile(file)
	if err != nil || len(b) > maxAggregate {
		return r, fmt.Errorf("%s cannot be read", file)
	}
	if bytes.HasPrefix(bytes.TrimSpace(b), []byte("{")) {
		var board cluster.Board
		if err := json.Unmarshal(b, &board); err != nil || board.Level == "" || len(board.Charts) == 0 {
			return r, fmt.Errorf("%s is not a board that a hub saved", file)
		}
		return compareBoard(r, board, published)
	}
	return compareSheet(r, b, published)
}

// figures are the numbers of a table's number columns, row by row.
type figures [][]string

var number = regexp.MustCompile(`[0-9][0-9,]*`)

func figuresOf(t cluster.Table) figures {
	var out figures
	for _, row := range t.Rows {
		var line []string
		for i, c := range row {
			if i > 0 && (i >= len(t.Columns) || t.Columns[i].Number) {
				line = append(line, number.FindAllString(c.Text, -1)...)
				line = append(line, number.FindAllString(c.Sub, -1)...)
			}
		}
		out = append(out, line)
	}
	return out
}

func (f figures) equal(o figures) bool { return slices.EqualFunc(f, o, slices.Equal) }

// sorted puts the lines in an order of their own: a wide board's parts are in the
// order of their names, which the documents do not have.
func (f figures) sorted() figures {
	out := slices.Clone(f)
	slices.SortFunc(out, slices.Compare[[]string])
	return out
}

func compareBoard(r aggregateResult, board cluster.Board, published []published) (aggregateResult, error) {
	r.Of = strings.TrimSpace(board.Level + " " + board.Ref + " " + board.Series)
	again, ok := remake(board, published)
	if !ok {
		return r, fmt.Errorf("none of the documents is of %s", r.Of)
	}
	wide := len(board.Members) == 0
	for _, chart := range board.Charts {
		i := slices.IndexFunc(again.Charts, func(c cluster.Chart) bool { return c.ID == chart.ID })
		if i < 0 {
			r.Adds = append(r.Adds, chart.Question)
			continue
		}
		own := again.Charts[i]
		for t, table := range chart.Tables {
			r.Tables++
			if t >= len(own.Tables) {
				r.Adds = append(r.Adds, chart.Question+": "+table.Caption)
				continue
			}
			r.Adds = append(r.Adds, differences(chart, table, own.Tables[t], wide)...)
		}
		r.Adds = append(r.Adds, strangeNumbers(chart, own)...)
	}
	return r, nil
}

// differences names the rows whose figures the documents do not give.
func differences(chart cluster.Chart, table, own cluster.Table, wide bool) []string {
	theirs, ours := figuresOf(table), figuresOf(own)
	if theirs.equal(ours) || (wide && theirs.sorted().equal(ours.sorted())) {
		return nil
	}
	var out []string
	for i, line := range theirs {
		if i < len(ours) && slices.Equal(line, ours[i]) {
			continue
		}
		head := ""
		if len(table.Rows[i]) > 0 {
			head = table.Rows[i][0].Text
		}
		out = append(out, fmt.Sprintf("%s: %s, %s: %s", chart.Question, table.Caption, head, strings.Join(line, " ")))
	}
	return out
}

// strangeNumbers looks for numbers in a chart's sentences that its tables, heads and
// remade sentences do not have.
func strangeNumbers(chart, own cluster.Chart) []string {
	known := map[string]bool{}
	learn := func(parts ...string) {
		for _, p := range parts {
			for _, n := range number.FindAllString(p, -1) {
				known[n] = true
			}
		}
	}
	learn(own.Sentence, fmt.Sprint(own.Schools), own.From.String(), own.To.String())
	learn(own.Notes...)
	learn(own.Breaks...)
	for _, p := range own.Pictures {
		learn(p.Title, p.Alt)
	}
	for _, t := range own.Tables {
		learn(t.Caption)
		for _, row := range t.Rows {
			for _, c := range row {
				learn(c.Text, c.Sub)
			}
		}
	}
	for _, t := range chart.Tables { // words of the hub's: names of levels, services, schools
		for _, c := range t.Columns {
			learn(c.Words)
		}
		for _, row := range t.Rows {
			if len(row) > 0 {
				learn(row[0].Text)
			}
		}
	}
	said := append([]string{chart.Sentence}, chart.Notes...)
	for _, p := range chart.Pictures {
		said = append(said, p.Title, p.Alt)
	}
	var out []string
	for _, words := range append(said, chart.Breaks...) {
		for _, n := range number.FindAllString(words, -1) {
			if !known[n] {
				out = append(out, chart.Question+": "+words)
				break
			}
		}
	}
	return out
}

// remake makes a board from documents. The words and names of the published one are
// used where it has them; figures come from the documents alone.
func remake(b cluster.Board, published []published) (cluster.Board, bool) {
	about := cluster.About{Level: b.Level, Ref: b.Ref, Name: b.Name, Series: b.Series}
	if len(b.Members) == 0 {
		return remakeWide(about, published)
	}
	var members []cluster.School
	for _, m := range b.Members {
		members = append(members, m.School)
	}
	of := func(d summary.Document) bool {
		return slices.ContainsFunc(members, func(s cluster.School) bool { return s.URN == d.URN }) &&
			(b.Level != cluster.AtCluster || d.Cluster == b.Ref)
	}
	sent, earlier := heads(published, b.Series, of)
	return cluster.Make(about, members, sent, earlier...), len(sent) > 0
}

// remakeWide sums clusters. Which clusters a district or county has is not in the
// documents: all that were given are taken.
func remakeWide(about cluster.About, published []published) (cluster.Board, bool) {
	var names []string
	for _, p := range published {
		if !slices.Contains(names, p.document.Cluster) {
			names = append(names, p.document.Cluster)
		}
	}
	slices.Sort(names)
	var parts []cluster.Part
	for _, name := range names {
		sent, earlier := heads(published, about.Series, func(d summary.Document) bool { return d.Cluster == name })
		part := cluster.Part{Name: name, Tally: cluster.TallyOf(sent)}
		for _, t := range earlier {
			part.Earlier = append(part.Earlier, cluster.TermTally{Series: t.Series, Tally: cluster.TallyOf(t.Sent)})
		}
		if len(sent) > 0 || len(earlier) > 0 {
			parts = append(parts, part)
		}
	}
	return cluster.MakeWide(about, parts), len(parts) > 0
}

// heads returns the last document of each school in a term, and in each term before.
// published is in the order of sending.
func heads(published []published, series string, of func(summary.Document) bool) ([]cluster.Sent, []cluster.Term) {
	terms := map[string]map[string]cluster.Sent{}
	for _, p := range published {
		if d := p.document; of(d) && summary.TermOrder(d.Series) <= summary.TermOrder(series) {
			if terms[d.Series] == nil {
				terms[d.Series] = map[string]cluster.Sent{}
			}
			terms[d.Series][d.URN] = cluster.Sent{URN: d.URN, Document: d}
		}
	}
	list := func(term string) (out []cluster.Sent) {
		for _, s := range terms[term] {
			out = append(out, s)
		}
		slices.SortFunc(out, func(a, b cluster.Sent) int { return strings.Compare(a.URN, b.URN) })
		return out
	}
	var earlier []cluster.Term
	for term := range terms {
		if term != series {
			earlier = append(earlier, cluster.Term{Series: term, Sent: list(term)})
		}
	}
	slices.SortFunc(earlier, func(a, b cluster.Term) int {
		return strings.Compare(summary.TermOrder(b.Series), summary.TermOrder(a.Series))
	})
	return list(series), earlier
}

// extraColumns stand at the end of a saved table: schools behind it, from and to.
const extraColumns = 3

// compareSheet looks for the table of any cluster or school, in any term, that has
// the figures of a saved CSV file.
func compareSheet(r aggregateResult, file []byte, published []published) (aggregateResult, error) {
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil || len(rows) < 2 || len(rows[0]) <= extraColumns {
		return r, errors.New(r.File + " is neither a board nor a table that a hub saved")
	}
	r.Of, r.Tables = "table", 1
	if rows[0][0] == "URN" {
		return r, nil // who has sent, and when: no counts
	}
	var theirs figures
	for _, row := range rows[1:] {
		var line []string
		for _, cell := range row[1 : len(row)-extraColumns] {
			line = append(line, number.FindAllString(cell, -1)...)
		}
		theirs = append(theirs, line)
	}
	for _, b := range everyBoard(published) {
		for _, c := range b.Charts {
			for _, t := range c.Tables {
				if theirs.sorted().equal(figuresOf(t).sorted()) {
					r.Of = strings.Join([]string{b.Level, b.Ref, b.Series, t.Caption}, " ")
					return r, nil
				}
			}
		}
	}
	for i, row := range rows[1:] {
		r.Adds = append(r.Adds, row[0]+": "+strings.Join(theirs[i], " "))
	}
	return r, nil
}

// everyBoard makes the boards of all clusters and schools in all terms.
func everyBoard(published []published) []cluster.Board {
	type at struct{ cluster, series string }
	var out []cluster.Board
	done := map[at]bool{}
	for _, p := range published {
		here := at{p.document.Cluster, p.document.Series}
		if done[here] {
			continue
		}
		done[here] = true
		sent, earlier := heads(published, here.series, func(d summary.Document) bool { return d.Cluster == here.cluster })
		var members []cluster.School
		for _, s := range sent {
			members = append(members, cluster.School{URN: s.URN, Name: s.URN})
		}
		about := cluster.About{Level: cluster.AtCluster, Ref: here.cluster, Name: here.cluster, Series: here.series}
		out = append(out, cluster.Make(about, members, sent, earlier...))
		for _, m := range members {
			about.Level, about.Ref, about.Name = cluster.AtSchool, m.URN, m.Name
			out = append(out, cluster.Make(about, members, sent, earlier...))
		}
	}
	return out
}
