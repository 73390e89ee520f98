package desk

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/provision"
)

// DirectoryLine is a service or a provider: what the cluster has of it, and what this
// school and the cluster's schools together want of it and do not get.
type DirectoryLine struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Listed bool           `json:"listed"` // in the cluster's directory
	Of     papers.Service `json:"service"`

	Wanted  int    `json:"wanted"`   // of this school, wanted or asked and not answered, today
	Waiting int    `json:"waiting"`  // of this school, on a waiting list today
	Refused int    `json:"refused"`  // of this school, refused this school year
	OwnWait string `json:"own_wait"` // the middle wait of this school in words; "" without one

	Schools []DirectoryFigure `json:"schools"` // of all schools of the cluster together, as they may be shown
}

// DirectoryFigure is a figure of all schools together, with its heading.
type DirectoryFigure struct {
	Head string `json:"head"`
	Text string `json:"text"`
}

// Unmet is how many needs of this school stand unmet today.
func (l DirectoryLine) Unmet() int { return l.Wanted + l.Waiting }

// Directory lists the services of the cluster's directory and those that the school
// itself asked for, what is wanted most first: commissioning evidence beside what there
// is. The school's figures are of this school year.
func (d *Desk) Directory(ctx context.Context) ([]DirectoryLine, error) {
	unmet, err1 := d.UnmetNeed(ctx)
	c, _, err2 := d.Circular(ctx)
	board, _, err3 := d.Board(ctx)
	if err := errors.Join(err1, err2, err3); err != nil {
		return nil, err
	}
	starts := day.AcademicYear(d.Today())
	wanted, _ := unmet.Table(day.Of(starts, 9, 1), day.Of(starts+1, 8, 31))
	lines := []DirectoryLine{}
	for _, s := range c.Directory {
		lines = append(lines, DirectoryLine{ID: s.ID, Name: s.Name, Listed: true, Of: s})
	}
	find := func(id, name string) *DirectoryLine {
		i := slices.IndexFunc(lines, func(l DirectoryLine) bool { return l.ID == id || strings.EqualFold(l.Name, name) })
		if i < 0 {
			lines = append(lines, DirectoryLine{ID: id, Name: name})
			i = len(lines) - 1
		}
		return &lines[i]
	}
	for _, u := range wanted {
		if u.For != provision.WantService {
			continue
		}
		l := find(u.Key, u.Name)
		l.Wanted, l.Waiting, l.Refused, l.OwnWait = l.Wanted+u.Open[provision.NeedWanted]+u.Open[provision.NeedAsked], l.Waiting+u.Open[provision.NeedWaiting], l.Refused+u.Count(provision.NeedRefused), u.Wait
	}
	for name, figures := range servicesTogether(board) {
		find(name, name).Schools = figures
	}
	slices.SortStableFunc(lines, func(a, b DirectoryLine) int {
		return cmp.Or(cmp.Compare(b.Unmet(), a.Unmet()), cmp.Compare(listedFirst(a), listedFirst(b)), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
	})
	return lines, nil
}

func listedFirst(l DirectoryLine) int {
	if l.Listed {
		return 0
	}
	return 1
}

// servicesTogether reads the cluster's figures about services from its board, by the name
// of the service: words, as they may be shown.
func servicesTogether(b cluster.Board) map[string][]DirectoryFigure {
	out := map[string][]DirectoryFigure{}
	i := slices.IndexFunc(b.Charts, func(c cluster.Chart) bool { return c.ID == "support" })
	if i < 0 || len(b.Charts[i].Tables) == 0 {
		return out
	}
	t := b.Charts[i].Tables[0]
	for _, row := range t.Rows {
		if len(row) == 0 || len(row) > len(t.Columns) {
			continue
		}
		var figures []DirectoryFigure
		for n, c := range row[1:] {
			figures = append(figures, DirectoryFigure{Head: t.Columns[n+1].Words, Text: c.Text})
		}
		out[row[0].Text] = figures
	}
	return out
}

// WaitWords says how long a service of the directory lets wait, and when that was so.
func WaitWords(s papers.Service) string {
	words := "no wait"
	if s.WaitWeeks > 0 {
		words = count(s.WaitWeeks, "week")
	}
	if !s.AsOf.IsZero() {
		words += ", as of " + s.AsOf.Words()
	}
	return words
}
