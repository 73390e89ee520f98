package main

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/register"
)

const printHelp = "A name that ends with .html gives a web page, any other a PDF.\n--names initials or off takes every name the register knows out of what was written too.\n--large sets it in large print, --easy in easy read: the words are the same."

// printoutVerb returns the verb that prints a paper about one pupil, by its id in
// desk.Printouts.
func printoutVerb(id string) func(*call) error {
	return func(c *call) error {
		p := desk.Printouts[slices.IndexFunc(desk.Printouts, func(p desk.Printout) bool { return p.ID == id })]
		return c.printPupil(p)
	}
}

func (c *call) printPupil(p desk.Printout) error {
	out, names := c.paperFlags(), new(string)
	if !p.Full {
		names = c.namesFlag()
	}
	if err := c.parse(1, 1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withPupil(func(d *desk.Desk, e *register.Entry) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		doc, err := p.Make(c.ctx, d, e.ID, named)
		if err != nil {
			return err
		}
		if p.Data == nil {
			return c.keepPaper(*out, doc)
		}
		data, err := p.Data(c.ctx, d, e.ID)
		if err != nil {
			return err
		}
		return c.keepBoth(*out, doc, data)
	})
}

// paperVerb is the verb for a paper about one thing that is no pupil.
func paperVerb(paperOf func(d *desk.Desk, ctx context.Context, of string, n desk.Names) (*paper.Doc, error)) func(*call) error {
	return func(c *call) error {
		out, names := c.paperFlags(), c.namesFlag()
		if err := c.parse(1, 1); err != nil {
			return err
		}
		if err := c.needFlags("out"); err != nil {
			return err
		}
		return c.withDesk(func(d *desk.Desk) error {
			named, err := desk.ParseNames(*names)
			if err != nil {
				return err
			}
			doc, err := paperOf(d, c.ctx, c.words[0], named)
			if err != nil {
				return err
			}
			return c.keepPaper(*out, doc)
		})
	}
}

func (c *call) namesFlag() *string {
	return c.flags.String("names", "full", "how people are named: full, `initials` or off")
}

// paperFlags are where a paper is written, and how large and how simply it is set.
func (c *call) paperFlags() *string {
	c.large = c.flags.Bool("large", false, "in large print")
	c.easy = c.flags.Bool("easy", false, "in easy read: one sentence a line, no wide table")
	return c.outFlag()
}

// layoutOf sets a paper as it was asked for.
func (c *call) layoutOf(doc *paper.Doc) (*paper.Doc, error) {
	if c.large != nil && *c.large && *c.easy {
		return nil, c.misuse("Give --large or --easy, not both.")
	}
	return c.layout().Set(doc), nil
}

// layout is how large and how simply a paper was asked for.
func (c *call) layout() desk.Layout {
	switch {
	case c.easy != nil && *c.easy:
		return desk.LayoutEasy
	case c.large != nil && *c.large:
		return desk.LayoutLarge
	}
	return desk.LayoutUsual
}

// keepPaper writes a paper in the form that the name of its file asks for.
func (c *call) keepPaper(path string, doc *paper.Doc) error {
	doc, err := c.layoutOf(doc)
	if err != nil {
		return err
	}
	file, missing, err := desk.Draw(doc, formatOf(path))
	if err != nil {
		return err
	}
	return c.keepFile(path, file, missing)
}

func formatOf(path string) desk.Format {
	if strings.EqualFold(filepath.Ext(path), desk.FormatHTML.Ending()) {
		return desk.FormatHTML
	}
	return desk.FormatPDF
}

// keepBoth writes a paper, and the same as JSON beside it.
func (c *call) keepBoth(path string, doc *paper.Doc, data []byte) error {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	if filepath.Ext(path) == "" {
		path += desk.FormatPDF.Ending()
	}
	beside := base + ".json"
	if path == beside {
		return refusal("--out names the JSON file that is written beside the page. Give the name of the page: " + base + ".pdf.")
	}
	doc, err := c.layoutOf(doc)
	if err != nil {
		return err
	}
	file, missing, err := desk.Draw(doc, formatOf(path))
	if err != nil {
		return err
	}
	if err := c.writeFile(beside, data); err != nil {
		return err
	}
	if err := c.writeFile(path, file); err != nil {
		return err
	}
	c.warn(missing)
	return c.print(map[string]any{"files": []string{path, beside}}, "%s\n%s\nNames of other people are marked and listed at the front. Decide on each before the copy is given.", path, beside)
}

// printRegister prints a view of the register as a list.
func printRegister(c *call) error {
	out, names := c.paperFlags(), c.namesFlag()
	name := c.flags.String("view", "", "a saved view by its `name`")
	if err := c.parse(0, -1); err != nil {
		return err
	}
	if err := c.needFlags("out"); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		named, err := desk.ParseNames(*names)
		if err != nil {
			return err
		}
		v := d.StandardView()
		if *name != "" {
			if v, err = viewNamed(d, *name); err != nil {
				return err
			}
		}
		if len(c.words) > 0 {
			v.Query = strings.Join(c.words, " ")
		}
		if *name == "" && len(c.words) > 0 {
			v.Name = "Register"
		}
		doc, err := d.RegisterPaper(v, named)
		if err != nil {
			return err
		}
		return c.keepPaper(*out, doc)
	})
}
