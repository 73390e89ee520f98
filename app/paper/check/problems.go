package check

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Problems says everything that is wrong with the file, each in a line that names
// the place; none for a file that holds. The clauses are those of ISO 14289-1.
func (f *File) Problems() []string {
	d := f.document()
	d.checkCatalog()
	d.checkStructure()
	d.checkPages()
	d.checkLinks()
	d.checkImages()
	d.checkOutline()
	for _, p := range d.pages {
		res, _ := p.dict["Resources"].(Ref)
		for _, u := range d.fonts[res] {
			for _, w := range u.faults() {
				d.fault("%s", w)
			}
		}
	}
	slices.Sort(d.wrong)
	return slices.Compact(d.wrong)
}

func (d *document) fault(format string, args ...any) {
	d.wrong = append(d.wrong, fmt.Sprintf(format, args...))
}

// want notes a fault unless ok.
func (d *document) want(ok bool, format string, args ...any) {
	if !ok {
		d.fault(format, args...)
	}
}

// language is a language as BCP 47 writes it.
var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// unwantedInCatalog are entries that we never write: forms, layers, files, and what would
// run or turn a page when the file is opened.
var unwantedInCatalog = []Name{"AcroForm", "OCProperties", "OpenAction", "AA", "Names", "NeedsRendering", "Collection", "Perms", "Requirements"}

// checkCatalog looks at what the file says of itself: 5, 7.1, 7.2.
func (d *document) checkCatalog() {
	f := d.file
	d.want(d.catalog["Type"] == Name("Catalog"), "catalog: missing")
	d.want(f.dict(d.catalog["MarkInfo"])["Marked"] == true, "catalog: not marked as tagged")
	d.want(language.MatchString(f.text(d.catalog["Lang"])), "catalog: no language")
	d.want(f.dict(d.catalog["MarkInfo"])["Suspects"] != true, "catalog: says that its tags may be wrong")
	d.want(d.root["RoleMap"] == nil && d.root["ClassMap"] == nil, "catalog: gives tags another meaning")
	for _, key := range unwantedInCatalog {
		d.want(d.catalog[key] == nil, "catalog: has %s", key)
	}
	d.want(f.Trailer["Encrypt"] == nil, "trailer: the file is locked")
	d.want(f.dict(d.catalog["ViewerPreferences"])["DisplayDocTitle"] == true, "catalog: the title is not shown in the window")
	d.want(d.root["Type"] == Name("StructTreeRoot"), "catalog: no structure tree")
	d.want(len(d.pages) > 0, "catalog: no pages")
	id := f.array(f.Trailer["ID"])
	d.want(len(id) == 2, "trailer: no ID")
	m, ok := f.get(d.catalog["Metadata"]).(*Stream)
	if !ok {
		d.fault("metadata: missing")
		return
	}
	part, title, err := readXMP(m.Data)
	d.want(err == nil, "metadata: not well formed")
	d.want(part == "1", "metadata: does not claim PDF/UA-1")
	d.want(title != "", "metadata: no title")
	d.want(title == f.text(f.dict(f.Trailer["Info"])["Title"]), "metadata: another title than in the properties")
}

// readXMP returns the part of PDF/UA that the packet claims, and the title.
func readXMP(packet []byte) (part, title string, err error) {
	dec := xml.NewDecoder(strings.NewReader(string(packet)))
	var path []xml.Name
	inside := func(space, local string) bool {
		return slices.Contains(path, xml.Name{Space: space, Local: local})
	}
	for {
		tok, err := dec.Token()
		if err != nil {
			if len(path) > 0 || err.Error() != "EOF" {
				return "", "", err
			}
			return part, title, nil
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			path = append(path, tok.Name)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if inside("http://www.aiim.org/pdfua/ns/id/", "part") {
				part += string(tok)
			}
			if inside("http://purl.org/dc/elements/1.1/", "title") {
				title += strings.Trim(string(tok), "\n")
			}
		}
	}
}

// checkPages looks at what pages draw and whether the tree knows of it: 7.1, 7.18.3.
func (d *document) checkPages() {
	parents := d.parentTree()
	keys := map[int]bool{}
	for i, p := range d.pages {
		at := fmt.Sprintf("page %d", i+1)
		for _, w := range p.wrong {
			d.fault("%s: %s", at, w)
		}
		d.want(p.content.loose == 0, "%s: content is neither tagged nor artifact", at)
		d.want(p.dict["Tabs"] == Name("S"), "%s: the Tab key does not follow the structure", at)
		key, ok := p.dict["StructParents"].(float64)
		d.want(ok && !keys[int(key)], "%s: no place of its own in the parent tree", at)
		keys[int(key)] = true
		owners := d.file.array(parents[int(key)])
		for mcid, s := range p.content.sequences {
			n := p.seqs[mcid]
			if n == nil {
				d.fault("%s: MCID %d belongs to no element", at, mcid)
				continue
			}
			d.want(n.tag == s.tag, "%s: MCID %d is marked %s but belongs to %s", at, mcid, s.tag, n.tag)
			d.want(mcid < len(owners) && owners[mcid] == n.ref, "%s: the parent tree names another element for MCID %d", at, mcid)
		}
		for mcid := range p.seqs {
			d.want(p.content.sequences[mcid] != nil, "%s: an element claims MCID %d, which is not there", at, mcid)
		}
		d.want(len(owners) == len(p.content.sequences), "%s: the parent tree has another number of sequences", at)
		d.want(p.dict["AA"] == nil, "%s: something runs when it is opened", at)
		d.want(len(p.content.sequences)+len(p.content.artifacts) > 0, "%s: nothing is on it", at)
	}
	next, _ := d.root["ParentTreeNextKey"].(float64)
	for key := range parents {
		d.want(key < int(next), "parent tree: the next key is used already")
	}
}

// parentTree returns the entries of the parent tree by key.
func (d *document) parentTree() map[int]any {
	entries := map[int]any{}
	nums := d.file.array(d.file.dict(d.root["ParentTree"])["Nums"])
	for i := 0; i+1 < len(nums); i += 2 {
		key, _ := nums[i].(float64)
		entries[int(key)] = nums[i+1]
	}
	return entries
}

// longestPage is the longest side of a page of ours, in points: that of A4.
const longestPage = 842

// checkLinks looks at annotations: 7.18.1 and 7.18.5.
func (d *document) checkLinks() {
	parents := d.parentTree()
	keys := map[int]bool{}
	for i, p := range d.pages {
		for _, a := range d.file.array(p.dict["Annots"]) {
			ref, _ := a.(Ref)
			link, at := d.file.dict(a), fmt.Sprintf("page %d: link %d", i+1, ref)
			d.want(link["Subtype"] == Name("Link"), "%s: not a link", at)
			d.want(d.file.text(link["Contents"]) != "", "%s: no description", at)
			flags, _ := link["F"].(float64)
			d.want(int(flags)&2 == 0 && int(flags)&4 != 0, "%s: hidden or not printed", at)
			owner := d.owners[ref]
			if owner == nil {
				d.fault("%s: belongs to no element", at)
				continue
			}
			d.want(owner.tag == "Link", "%s: belongs to %s", at, owner.tag)
			key, ok := link["StructParent"].(float64)
			d.want(ok && parents[int(key)] == owner.ref, "%s: the parent tree names another element", at)
			d.want(d.leads(link), "%s: leads nowhere", at)
			where, ok := d.file.area(link["Rect"])
			d.want(ok && where.left > -1 && where.bottom > -1 && where.right < longestPage && where.top < longestPage, "%s: stands nowhere on its page: %v", at, link["Rect"])
			action := d.file.dict(link["A"])
			d.want(link["AA"] == nil && (len(action) == 0 || action["S"] == Name("URI") && action["Next"] == nil), "%s: does more than open an address", at)
			d.want(!keys[int(key)], "%s: shares its place in the parent tree", at)
			keys[int(key)] = true
		}
	}
}

// leads reports whether a link has an address, or a page of this document.
func (d *document) leads(link Dict) bool {
	if dest := d.file.array(link["Dest"]); len(dest) > 0 {
		ref, _ := dest[0].(Ref)
		return d.byRef[ref] != nil
	}
	return d.file.text(d.file.dict(link["A"])["URI"]) != ""
}
