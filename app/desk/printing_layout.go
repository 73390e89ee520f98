package desk

import (
	"needsbook/app/paper"
	"needsbook/app/register"
)

// Layout is how large and how simply a paper is set for its reader. The words are the
// same in each.
type Layout string

// Layouts of papers.
const (
	LayoutUsual Layout = "usual"
	LayoutLarge Layout = "large" // 18 point
	LayoutEasy  Layout = "easy"  // 16 point, one sentence a line, no wide tables
)

// Layouts lists them with their words, the usual one first. Every paper can be had in each:
// whoever reads it may need it so (Equality Act 2010, section 20).
var Layouts = []register.Item{
	{ID: string(LayoutUsual), Name: "Usual"},
	{ID: string(LayoutLarge), Name: "Large print"},
	{ID: string(LayoutEasy), Name: "Easy read"},
}

// Set returns the paper as it is set in the layout.
func (l Layout) Set(doc *paper.Doc) *paper.Doc {
	switch l {
	case LayoutLarge:
		return paper.LargePrint(doc)
	case LayoutEasy:
		return paper.EasyRead(doc)
	}
	return doc
}
