package enclose

import (
	"fmt"
	"regexp"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// bookmark leads to the first page of a paper.
type bookmark struct {
	title string
	page  int
}

// unwanted are entries that run something, or that belong to the paper as a file of its
// own: its form, its tags (the document in front has its own numbers for those), its
// bookmarks and its description.
var unwanted = []string{"AA", "OpenAction", "JS", "AcroForm", "XFA", "Names", "StructTreeRoot", "StructParents", "StructParent", "Outlines", "Metadata", "MarkInfo"}

// running are kinds of action that do more than turn a page or open an address.
var running = map[string]bool{"JavaScript": true, "Launch": true, "SubmitForm": true, "ImportData": true, "GoToE": true, "Rendition": true, "RichMediaExecute": true}

// still takes out of a paper what would run or clash.
func still(paper *model.Context) {
	for _, entry := range paper.Table {
		if entry != nil && !entry.Free {
			quieten(entry.Object)
		}
	}
}

func quieten(o types.Object) {
	switch v := o.(type) {
	case types.Dict:
		for _, key := range unwanted {
			delete(v, key)
		}
		if a, ok := v["A"].(types.Dict); ok && a.NameEntry("S") != nil && running[*a.NameEntry("S")] {
			delete(v, "A")
		}
		if s := v.NameEntry("S"); s != nil && running[*s] {
			delete(v, "S") // an action that stands by itself does nothing without its kind
		}
		for _, inner := range v {
			quieten(inner)
		}
	case types.StreamDict:
		quieten(v.Dict)
	case *types.StreamDict:
		quieten(v.Dict)
	case types.Array:
		for _, inner := range v {
			quieten(inner)
		}
	}
}

// finish gives each paper its bookmark and takes back the claim to PDF/UA, which holds
// for the document in front alone.
func finish(whole *model.Context, marks []bookmark) error {
	root, err := whole.Catalog()
	if err != nil {
		return err
	}
	for _, m := range marks {
		if err := addBookmark(whole, root, m); err != nil {
			return fmt.Errorf("adding a bookmark: %w", err)
		}
	}
	return dropClaim(whole, root)
}

// addBookmark puts a bookmark after those that are there.
func addBookmark(whole *model.Context, root types.Dict, m bookmark) error {
	page, err := whole.PageDictIndRef(m.page)
	if err != nil {
		return err
	}
	at, ok := root["Outlines"].(types.IndirectRef)
	if !ok {
		ref, err := whole.IndRefForNewObject(types.Dict{"Type": types.Name("Outlines"), "Count": types.Integer(0)})
		if err != nil {
			return err
		}
		at, root["Outlines"], root["PageMode"] = *ref, *ref, types.Name("UseOutlines")
	}
	outlines, err := whole.DereferenceDict(at)
	if err != nil {
		return err
	}
	title, err := types.EscapedUTF16String(m.title)
	if err != nil {
		return err
	}
	item := types.Dict{"Title": types.StringLiteral(*title), "Parent": at, "Dest": types.Array{*page, types.Name("Fit")}}
	last, follows := outlines["Last"].(types.IndirectRef)
	if follows {
		item["Prev"] = last
	}
	ref, err := whole.IndRefForNewObject(item)
	if err != nil {
		return err
	}
	if follows {
		before, err := whole.DereferenceDict(last)
		if err != nil {
			return err
		}
		before["Next"] = *ref
	} else {
		outlines["First"] = *ref
	}
	count := 0
	if n := outlines.IntEntry("Count"); n != nil {
		count = *n
	}
	outlines["Last"], outlines["Count"] = *ref, types.Integer(count+1)
	return nil
}

var claim = regexp.MustCompile(`<pdfuaid:part>\d+</pdfuaid:part>\s*`)

func dropClaim(whole *model.Context, root types.Dict) error {
	ref, ok := root["Metadata"].(types.IndirectRef)
	if !ok {
		return nil
	}
	entry, ok := whole.FindTableEntryForIndRef(&ref)
	if !ok {
		return nil
	}
	stream, ok := entry.Object.(types.StreamDict)
	if !ok {
		return nil
	}
	if err := stream.Decode(); err != nil {
		return err
	}
	stream.Content = claim.ReplaceAll(stream.Content, nil)
	if err := stream.Encode(); err != nil {
		return err
	}
	entry.Object = stream
	return nil
}
