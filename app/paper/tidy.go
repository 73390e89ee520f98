package paper

import (
	"slices"

	"needsbook/app/chart"
)

// Tidy returns a copy of the document with all text clean, as both writers use it.
// Whatever bytes came in, what goes on is text that can be drawn, searched and read.
func (d *Doc) Tidy() *Doc {
	t := *d
	t.Title, t.Author, t.Subject = Clean(d.Title), Clean(d.Author), Clean(d.Subject)
	t.Org, t.Ref = Clean(d.Org), Clean(d.Ref)
	if d.Logo != nil {
		logo := *d.Logo
		if logo.Alt = Clean(logo.Alt); logo.Alt == "" {
			logo.Alt = t.Org
		}
		t.Logo = &logo
	}
	t.Blocks = make([]Block, len(d.Blocks))
	for i, b := range d.Blocks {
		t.Blocks[i] = tidyBlock(b)
	}
	return &t
}

func tidyBlock(b Block) Block {
	switch b := b.(type) {
	case Heading:
		b.Text = Clean(b.Text)
		return b
	case Para:
		return Para{tidySpans(b.Text)}
	case List:
		return tidyList(b)
	case Table:
		b.Caption = Clean(b.Caption)
		b.Head, b.Body, b.Foot = tidyRows(b.Head), tidyRows(b.Body), tidyRows(b.Foot)
		return b
	case KeyValues:
		b.Caption, b.Pairs = Clean(b.Caption), slices.Clone(b.Pairs)
		for i, p := range b.Pairs {
			b.Pairs[i] = Pair{Clean(p.Name), tidySpans(p.Value)}
		}
		return b
	case Figure:
		b.Caption, b.Alt, b.Chart = Clean(b.Caption), Clean(b.Alt), tidyChart(b.Chart)
		return b
	case Image:
		b.Alt = Clean(b.Alt)
		return b
	case Panels:
		b.Panels = slices.Clone(b.Panels)
		for i, p := range b.Panels {
			b.Panels[i].Title, b.Panels[i].Blocks = Clean(p.Title), slices.Clone(p.Blocks)
			for j, in := range p.Blocks {
				b.Panels[i].Blocks[j] = tidyBlock(in)
			}
		}
		return b
	case SignOff:
		b.Signatures = slices.Clone(b.Signatures)
		for i, s := range b.Signatures {
			b.Signatures[i].Role, b.Signatures[i].Name = Clean(s.Role), Clean(s.Name)
		}
		return b
	}
	return b
}

// tidySpans cleans a text as a whole: one space between words, also where two
// spans meet, none at the ends, and no span without letters.
func tidySpans(spans []Span) (tidy []Span) {
	afterSpace := true
	for _, s := range spans {
		var run []rune
		for _, r := range CleanRun(s.Text) {
			if r != ' ' || !afterSpace {
				run = append(run, r)
			}
			afterSpace = r == ' '
		}
		if s.Text, s.Abbr = string(run), Clean(s.Abbr); s.Text != "" {
			tidy = append(tidy, s)
		}
	}
	if n := len(tidy); n > 0 && afterSpace {
		last := &tidy[n-1]
		if last.Text = last.Text[:len(last.Text)-1]; last.Text == "" {
			tidy = tidy[:n-1]
		}
	}
	return tidy
}

func tidyList(l List) List {
	l.Items = slices.Clone(l.Items)
	for i, it := range l.Items {
		l.Items[i].Text = tidySpans(it.Text)
		if it.Sub != nil {
			sub := tidyList(*it.Sub)
			l.Items[i].Sub = &sub
		}
	}
	return l
}

func tidyRows(rows []Row) []Row {
	tidy := make([]Row, len(rows))
	for i, row := range rows {
		tidy[i] = slices.Clone(row)
		for j, cell := range row {
			tidy[i][j].Text = tidySpans(cell.Text)
		}
	}
	return tidy
}

func tidyChart(c chart.Chart) chart.Chart {
	c.By, c.Unit, c.Labels, c.Series = Clean(c.By), Clean(c.Unit), slices.Clone(c.Labels), slices.Clone(c.Series)
	c.Named, c.Curves = slices.Clone(c.Named), slices.Clone(c.Curves)
	for i, l := range c.Labels {
		c.Labels[i] = Clean(l)
	}
	for i, l := range c.Named {
		c.Named[i] = Clean(l)
	}
	for i, curve := range c.Curves {
		c.Curves[i].Name = Clean(curve.Name)
	}
	for i, s := range c.Series {
		c.Series[i].Name, c.Series[i].Values = Clean(s.Name), slices.Clone(s.Values)
		for j, v := range s.Values {
			c.Series[i].Values[j].Words = Clean(v.Words)
		}
	}
	return c
}
