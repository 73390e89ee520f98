package check

// node is an element of the structure tree as it was read.
type node struct {
	ref    Ref
	dict   Dict
	tag    string
	parent *node
	kids   []kid
}

// kid is one entry of an element: an element, a marked sequence or an annotation.
type kid struct {
	node  *node
	page  Ref
	mcid  int // -1 unless it is a marked sequence
	annot Ref // 0 unless it is an annotation
}

// page is one page with what it draws.
type page struct {
	ref     Ref
	dict    Dict
	content pageContent
	wrong   []string
	seqs    map[int]*node // the element that claims each MCID
}

// document is a file seen as pages and structure.
type document struct {
	file    *File
	catalog Dict
	root    Dict
	top     []*node
	pages   []*page
	byRef   map[Ref]*page
	owners  map[Ref]*node // by annotation
	fonts   map[Ref]map[Name]*fontUse
	wrong   []string // found while reading
	loops   bool
}

func (f *File) document() *document {
	d := &document{
		file: f, catalog: f.dict(f.Trailer["Root"]), byRef: map[Ref]*page{},
		owners: map[Ref]*node{}, fonts: map[Ref]map[Name]*fontUse{},
	}
	for _, ref := range f.pageRefs(d.catalog["Pages"], map[Ref]bool{}) {
		p := &page{ref: ref, dict: f.dict(ref), seqs: map[int]*node{}}
		res, _ := p.dict["Resources"].(Ref)
		if d.fonts[res] == nil {
			var wrong []string
			d.fonts[res], wrong = f.fonts(f.dict(res))
			d.wrong = append(d.wrong, wrong...)
		}
		p.content, p.wrong = f.readContent(p.dict, d.fonts[res])
		d.pages = append(d.pages, p)
		d.byRef[ref] = p
	}
	d.root = f.dict(d.catalog["StructTreeRoot"])
	seen := map[Ref]bool{}
	for _, k := range f.array(d.root["K"]) {
		if ref, ok := k.(Ref); ok {
			d.top = append(d.top, d.node(ref, nil, seen))
		}
	}
	return d
}

// pageRefs returns the pages below a node of the page tree. A node that is met twice is
// read once.
func (f *File) pageRefs(at any, seen map[Ref]bool) (refs []Ref) {
	for _, k := range f.array(f.dict(at)["Kids"]) {
		ref, _ := k.(Ref)
		switch {
		case seen[ref]:
		case f.dict(ref)["Kids"] != nil:
			seen[ref] = true
			refs = append(refs, f.pageRefs(ref, seen)...)
		default:
			refs = append(refs, ref)
		}
	}
	return refs
}

// node reads an element and all below it. An element that is met twice is read once.
func (d *document) node(ref Ref, parent *node, seen map[Ref]bool) *node {
	n := &node{ref: ref, dict: d.file.dict(ref), parent: parent}
	tag, _ := n.dict["S"].(Name)
	n.tag = string(tag)
	if seen[ref] {
		d.loops = true
		return n
	}
	seen[ref] = true
	own, _ := n.dict["Pg"].(Ref)
	for _, k := range d.file.array(n.dict["K"]) {
		switch k := k.(type) {
		case float64:
			n.kids = append(n.kids, kid{page: own, mcid: int(k)})
		case Ref:
			n.kids = append(n.kids, kid{node: d.node(k, n, seen), mcid: -1})
		case Dict:
			pg, ok := k["Pg"].(Ref)
			if !ok {
				pg = own
			}
			if obj, ok := k["Obj"].(Ref); ok {
				n.kids = append(n.kids, kid{page: pg, mcid: -1, annot: obj})
				d.owners[obj] = n
			} else if mcid, ok := k["MCID"].(float64); ok {
				n.kids = append(n.kids, kid{page: pg, mcid: int(mcid)})
			}
		}
	}
	for _, k := range n.kids {
		if p := d.byRef[k.page]; k.mcid >= 0 && p != nil {
			p.seqs[k.mcid] = n
		}
	}
	return n
}

// each calls visit for every element, parents before their kids.
func (d *document) each(visit func(*node)) {
	var walk func(*node)
	walk = func(n *node) {
		visit(n)
		for _, k := range n.kids {
			if k.node != nil {
				walk(k.node)
			}
		}
	}
	for _, n := range d.top {
		walk(n)
	}
}

// attribute returns an attribute of the element by its name.
func (d *document) attribute(n *node, name Name) any {
	for _, a := range d.file.array(n.dict["A"]) {
		if v, ok := d.file.dict(a)[name]; ok {
			return d.file.get(v)
		}
	}
	return nil
}

// children returns the elements right below.
func (n *node) children() (nodes []*node) {
	for _, k := range n.kids {
		if k.node != nil {
			nodes = append(nodes, k.node)
		}
	}
	return nodes
}
