package hub

import (
	"bytes"
	"context"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"needsbook/app/cluster"
	"needsbook/app/exchange/inbox"
)

// boardPage is what the template of a board is given.
type boardPage struct {
	Title    string
	Where    string // which kind of view, its code and the term
	Lead     string
	Back     []pageLink // wider views that this reader may open
	Terms    []pageLink
	Sections []section
	Within   []pageLink // narrower views that this reader may open
	Narrower string     // what those are
	Meetings []inbox.Meeting
	Notices  []inbox.Notice
	Members  []cluster.Member
	Sent     string // who has sent, in a sentence
	Query    string // the term in the addresses of saved tables
	Person   bool   // whether the reader is signed in, and not a link's
}

// pageLink leads to another page.
type pageLink struct {
	To, Words string
	Here      bool
}

// section is one chart of the board.
type section struct {
	cluster.Chart
	Drawings []drawing
}

// sectionPart is a section with what its template needs of the page.
type sectionPart struct {
	section
	Query string
}

// drawing is a picture of a chart, ready for the page.
type drawing struct {
	Title string
	SVG   template.HTML
}

// order puts what helped and what is missing first, and what it cost beside it; the
// other charts follow by their numbers.
var order = []string{"outcomes", "support", "money"}

func place(c cluster.Chart) int {
	if at := slices.Index(order, c.ID); at >= 0 {
		return at - len(order)
	}
	return c.Number
}

// sectionsOf draws the charts of a board in the order of the page.
func sectionsOf(b cluster.Board) ([]section, error) {
	charts := slices.Clone(b.Charts)
	slices.SortStableFunc(charts, func(x, y cluster.Chart) int { return place(x) - place(y) })
	var out []section
	for _, c := range charts {
		s := section{Chart: c}
		for _, p := range c.Pictures {
			if err := p.Chart.Check(); err != nil {
				return nil, fmt.Errorf("draw %s: %w", c.ID, err)
			}
			// The chart package escapes every word that it writes.
			s.Drawings = append(s.Drawings, drawing{p.Title, template.HTML(p.Chart.SVG(p.Alt))})
		}
		out = append(out, s)
	}
	return out, nil
}

// writePage writes the page of a view for those who may see the same of it.
func (s *Server) writePage(ctx context.Context, key pageKey, g grant) (shownPage, error) {
	var page boardPage
	kept := false
	err := s.Inbox.Store.Read(ctx, func(r inbox.Reader) (err error) {
		page, kept, err = s.pageOf(r, key, g)
		return err
	})
	if err != nil {
		return shownPage{}, err
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "board.html", page); err != nil {
		return shownPage{}, fmt.Errorf("write the page of %s: %w", key.view.ref, err)
	}
	packed, err := pack(b.Bytes())
	if err != nil {
		return shownPage{}, fmt.Errorf("pack the page of %s: %w", key.view.ref, err)
	}
	return shownPage{tag: tagOf(b.Bytes()), body: b.Bytes(), packed: packed, kept: kept}, nil
}

// opened is the board that a reader may see of a view.
type opened struct {
	board cluster.Board
	terms []string // of the view, the latest first
	kept  bool     // made beforehand
}

func (s *Server) openBoard(r inbox.Reader, view viewOf, series string, g grant) (o opened, err error) {
	if o.terms, err = s.termsOf(r, view.level, view.ref); err != nil {
		return o, err
	}
	switch {
	case series == "" && len(o.terms) > 0:
		series = o.terms[0]
	case series != "" && !slices.Contains(o.terms, series):
		return o, inbox.ErrNotFound
	}
	if ok, err := s.wasIn(r, view, series, g); err != nil || !ok {
		return o, orNotFound(err)
	}
	level := view.level
	if g.whole {
		level = levelWhole
	}
	a, kept, err := s.boardRow(r, level, view.ref, series)
	if err != nil {
		return o, err
	}
	o.kept = kept
	o.board, err = readBoard(a)
	return o, err
}

func orNotFound(err error) error {
	if err == nil {
		return inbox.ErrNotFound
	}
	return err
}

func (s *Server) pageOf(r inbox.Reader, key pageKey, g grant) (p boardPage, kept bool, err error) {
	o, err := s.openBoard(r, key.view, key.series, g)
	if err != nil {
		return p, false, err
	}
	b := o.board
	p = boardPage{Title: b.Name, Where: s.whereWords(key.view, b), Lead: leadWords(b), Members: b.Members, Sent: sentSentence(b), Query: b.Series, Person: key.person}
	if p.Sections, err = sectionsOf(b); err != nil {
		return p, false, err
	}
	for _, t := range o.terms {
		p.Terms = append(p.Terms, pageLink{t, cluster.TermWords(t), t == b.Series})
	}
	if err := s.addLinks(r, &p, key.view, b, g); err != nil {
		return p, false, err
	}
	return p, o.kept, s.addDates(r, &p, key.view)
}

// namedView is a view with the name that leads to it.
type namedView struct {
	viewOf
	name string
}

// addLinks adds the ways to the other views that this reader may open.
func (s *Server) addLinks(r inbox.Reader, p *boardPage, view viewOf, b cluster.Board, g grant) error {
	wider, err := s.widerViews(r, view)
	if err != nil {
		return err
	}
	narrower, words, err := s.narrowerViews(r, view, b)
	if err != nil {
		return err
	}
	p.Narrower = words
	if p.Back, err = s.openLinks(r, wider, g); err != nil {
		return err
	}
	p.Within, err = s.openLinks(r, narrower, g)
	return err
}

// openLinks leads to those of the views that a reader may open.
func (s *Server) openLinks(r inbox.Reader, views []namedView, g grant) (out []pageLink, err error) {
	for _, v := range views {
		if v.ref == "" {
			continue
		}
		to, err := s.grantOf(r, g.viewOf, v.viewOf)
		if err != nil {
			return nil, err
		}
		if to.open {
			out = append(out, pageLink{To: addressOf(v.viewOf), Words: v.name})
		}
	}
	return out, nil
}

// widerViews lists what a view is part of.
func (s *Server) widerViews(r inbox.Reader, view viewOf) ([]namedView, error) {
	switch view.level {
	case levelSchool:
		home, err := s.homeOf(r, view.ref)
		if err != nil {
			return nil, err
		}
		c, err := r.Cluster(home)
		return []namedView{{viewOf{levelCluster, c.ID}, c.Name}}, err
	case levelCluster:
		c, err := r.Cluster(view.ref)
		return []namedView{{viewOf{levelDistrict, c.District}, c.District}}, err
	case levelDistrict:
		in, err := r.ClustersIn(levelDistrict, view.ref)
		for _, c := range in {
			if c.County != "" {
				return []namedView{{viewOf{levelCounty, c.County}, c.County}}, err
			}
		}
		return nil, err
	}
	return nil, nil
}

// narrowerViews lists what a view is made of, in order of name, and what those are.
func (s *Server) narrowerViews(r inbox.Reader, view viewOf, b cluster.Board) (out []namedView, words string, err error) {
	switch view.level {
	case levelCluster:
		for _, m := range b.Members {
			out = append(out, namedView{viewOf{levelSchool, m.URN}, m.Name})
		}
		return out, "Schools", nil
	case levelDistrict, levelCounty:
		in, err := r.ClustersIn(view.level, view.ref)
		if err != nil {
			return nil, "", err
		}
		words = s.words().Plural("cluster")
		for _, c := range in {
			v := namedView{viewOf{levelCluster, c.ID}, c.Name}
			if view.level == levelCounty {
				v, words = namedView{viewOf{levelDistrict, c.District}, c.District}, "Districts"
			}
			if !slices.Contains(out, v) {
				out = append(out, v)
			}
		}
		slices.SortFunc(out, func(a, b namedView) int { return strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)) })
	}
	return out, words, nil
}

// addDates adds what a cluster tells its schools: the dates of its panel and notices.
func (s *Server) addDates(r inbox.Reader, p *boardPage, view viewOf) error {
	id := view.ref
	switch view.level {
	case levelCluster:
	case levelSchool:
		var err error
		if id, err = s.homeOf(r, view.ref); err != nil {
			return err
		}
	default:
		return nil
	}
	today := s.today()
	meetings, err := r.Meetings(id)
	if err != nil {
		return err
	}
	for _, m := range meetings {
		if !m.On.Before(today) {
			p.Meetings = append(p.Meetings, m)
		}
	}
	notices, err := r.Notices(id)
	for _, n := range notices {
		if !n.On.After(today) && (n.Until.IsZero() || !n.Until.Before(today)) {
			p.Notices = append(p.Notices, n)
		}
	}
	return err
}
