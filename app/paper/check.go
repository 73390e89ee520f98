package paper

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// ErrDocument is wrapped by every error of Check.
var ErrDocument = errors.New("the document cannot be made accessible")

var (
	language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)
	anchor   = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
)

// deepest is the deepest level of heading and of lists in lists.
const deepest = 4

// Check says everything that would make the document unreadable with a screen
// reader or wrong on paper: no title or language, a heading level skipped, a table
// without headings or with ragged rows, a picture without words, a link to nowhere.
// The error names blocks by number and kind, never by their text.
func (d *Doc) Check() error {
	c := checker{anchors: map[string]bool{}}
	for _, id := range d.Anchors() {
		c.anchors[id] = true
	}
	c.where = "the document"
	c.want(Clean(d.Title) != "", "has no title")
	c.want(language.MatchString(d.Lang), "has no language such as en-GB")
	c.want(!d.Date.IsZero(), "has no date")
	c.want(len(d.Blocks) > 0, "is empty")
	switch d.Watermark {
	case "", Demo, Draft, DemoDraft:
	default:
		c.want(false, "has an unknown watermark")
	}
	c.want(d.Setting >= Report && d.Setting <= Easy, "has an unknown setting")
	if d.Logo != nil {
		c.where = "the logo"
		c.want(Clean(d.Logo.Alt) != "" || Clean(d.Org) != "", "has no description in words")
		c.picture(*d.Logo)
	}
	level, ids := 1, map[string]bool{}
	for i, b := range d.Blocks {
		c.where = fmt.Sprintf("block %d (%T)", i+1, b)
		c.where = strings.Replace(c.where, "paper.", "", 1)
		if _, ok := b.(Panels); ok {
			level = 1 // a row of panels closes its section: nothing hangs under a panel's title
		}
		if h, ok := b.(Heading); ok {
			c.want(h.Level >= 2 && h.Level <= deepest, "has a level that is not 2 to 4")
			c.want(h.Level <= level+1, "skips a level of heading")
			c.want(h.ID == "" || anchor.MatchString(h.ID), "has an ID that is not small letters, digits and hyphens")
			c.want(h.ID == "" || !ids[h.ID], "has the ID of another heading")
			level, ids[h.ID] = h.Level, true
		}
		c.block(b)
	}
	if len(c.found) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %s", ErrDocument, strings.Join(c.found, "; "))
}

type checker struct {
	where   string
	anchors map[string]bool
	found   []string
}

func (c *checker) want(ok bool, otherwise string) {
	if !ok {
		c.found = append(c.found, c.where+" "+otherwise)
	}
}

func (c *checker) block(b Block) {
	switch b := b.(type) {
	case Heading:
		c.want(Clean(b.Text) != "", "is empty")
	case Para:
		c.text(b.Text)
	case List:
		c.list(b, 1)
	case Table:
		c.table(b)
	case KeyValues:
		c.want(Clean(b.Caption) != "", "has no caption")
		c.want(len(b.Pairs) > 0, "is empty")
		for _, p := range b.Pairs {
			c.want(Clean(p.Name) != "", "has a fact without a name")
			c.spans(p.Value)
		}
	case Figure:
		c.want(Clean(b.Caption) != "", "has no caption")
		c.want(Clean(b.Alt) != "", "has no description in words")
		if err := b.Chart.Check(); err != nil {
			c.want(false, "cannot be drawn: "+err.Error())
		}
	case Image:
		c.want(Clean(b.Alt) != "", "has no description in words")
		c.picture(b)
	case Panels:
		c.want(len(b.Panels) > 0 && len(b.Panels) <= mostPanels, "has no panels, or too many beside each other")
		for _, p := range b.Panels {
			c.panel(p)
		}
	case SignOff:
		c.want(len(b.Signatures) > 0, "is empty")
		for _, s := range b.Signatures {
			c.want(Clean(s.Role) != "", "has a signature without a role")
		}
	case PageBreak:
	default:
		c.want(false, "is not a kind of block")
	}
}

func (c *checker) picture(i Image) {
	c.want(i.Width >= 0 && i.Width <= 1, "has an impossible width")
	if err := i.Check(); err != nil {
		c.want(false, "cannot be shown: "+err.Error())
	}
}

// mostPanels is how many panels have room beside each other.
const mostPanels = 3

func (c *checker) panel(p Panel) {
	c.want(Clean(p.Title) != "", "has a panel without a title")
	c.want(len(p.Blocks) > 0, "has an empty panel")
	c.want(p.Weight >= 0 && p.Weight <= 1000, "has a panel of impossible width")
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case Para, List:
			c.block(b)
		default:
			c.want(false, "has a panel with more than paragraphs and lists")
		}
	}
}

func (c *checker) text(spans []Span) {
	c.want(Plain(spans) != "", "is empty")
	c.spans(spans)
}

func (c *checker) spans(spans []Span) {
	for _, s := range spans {
		c.want(s.Lang == "" || language.MatchString(s.Lang), "has text in an unknown language")
		if s.Href == "" {
			continue
		}
		c.want(Clean(s.Text) != "", "has a link without words")
		if id, inside := strings.CutPrefix(s.Href, "#"); inside {
			c.want(c.anchors[id], "has a link to a heading that is not there")
		} else {
			c.want(safeAddress(s.Href), "has a link that is not a web, mail or telephone address")
		}
	}
}

// safeAddress holds for addresses that only open a page, a letter or a call.
func safeAddress(href string) bool {
	for _, r := range href {
		if r <= ' ' || r > '~' || strings.ContainsRune(`<>"\`, r) {
			return false
		}
	}
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		if rest, ok := strings.CutPrefix(href, scheme); ok {
			return rest != ""
		}
	}
	return false
}

func (c *checker) list(l List, depth int) {
	c.want(len(l.Items) > 0, "is empty")
	c.want(depth <= deepest, "has lists too deep in each other")
	for _, it := range l.Items {
		c.text(it.Text)
		if it.Sub != nil && depth <= deepest {
			c.list(*it.Sub, depth+1)
		}
	}
}

func (c *checker) table(t Table) {
	c.want(Clean(t.Caption) != "", "has no caption")
	c.want(len(t.Cols) > 0, "has no columns")
	c.want(len(t.Head) > 0, "has no row of headings")
	c.want(len(t.Body) > 0, "has no rows")
	for _, col := range t.Cols {
		c.want(col.Weight >= 0 && col.Weight <= 1000, "has a column of impossible width")
	}
	for part, rows := range [][]Row{t.Head, t.Body, t.Foot} {
		for _, row := range rows {
			width := 0
			for _, cell := range row {
				width += cell.Span()
				if cell.Header || part == 0 {
					c.want(Plain(cell.Text) != "", "has an empty heading cell")
				}
				c.spans(cell.Text)
			}
			c.want(width == len(t.Cols), "has a row that does not fill its columns")
		}
	}
}
