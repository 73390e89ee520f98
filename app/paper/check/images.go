package check

import "math"

// matrix is how a page places what is drawn, as the operator cm gives it.
type matrix [6]float64

var still = matrix{1, 0, 0, 1, 0, 0}

// times returns what m does before n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3], m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// area is a part of a page.
type area struct{ left, bottom, right, top float64 }

// unit returns where the unit square lies.
func (m matrix) unit() area {
	a := area{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
	for _, corner := range [][2]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}} {
		x, y := corner[0]*m[0]+corner[1]*m[2]+m[4], corner[0]*m[1]+corner[1]*m[3]+m[5]
		a = area{min(a.left, x), min(a.bottom, y), max(a.right, x), max(a.top, y)}
	}
	return a
}

// holds reports whether b lies in a, give or take what rounding does.
func (a area) holds(b area) bool {
	const near = 0.1
	return b.left >= a.left-near && b.bottom >= a.bottom-near && b.right <= a.right+near && b.top <= a.top+near
}

// area returns the rectangle that four numbers give, and whether they do.
func (f *File) area(o any) (area, bool) {
	list := f.array(o)
	if len(list) != 4 {
		return area{}, false
	}
	var n [4]float64
	for i := range n {
		v, ok := f.get(list[i]).(float64)
		if !ok {
			return area{}, false
		}
		n[i] = v
	}
	a := area{n[0], n[1], n[2], n[3]}
	return a, a.left < a.right && a.bottom < a.top
}

// painted is an image as a page draws it.
type painted struct {
	name Name
	at   area
	mcid int // of the sequence in which it stands, or -1
}

// checkImages looks at the images of the pages: each stands in a figure, whose box holds
// it, and is of a plain kind that every reader shows alike (7.1, 7.3).
func (d *document) checkImages() {
	seen := map[Ref]bool{}
	for i, p := range d.pages {
		objects := d.file.dict(d.file.dict(p.dict["Resources"])["XObject"])
		for _, drawn := range p.content.images {
			ref, ok := objects[drawn.name].(Ref)
			if !ok {
				d.fault("page %d: the image %s is not among the page's resources", i+1, drawn.name)
				continue
			}
			if !seen[ref] {
				d.checkImage(ref)
				seen[ref] = true
			}
			n := p.seqs[drawn.mcid]
			if n == nil || n.tag != "Figure" {
				d.fault("page %d: an image is drawn outside a figure", i+1)
				continue
			}
			box, _ := d.file.area(d.attribute(n, "BBox"))
			d.want(box.holds(drawn.at), "page %d: an image is drawn outside the box of its figure", i+1)
		}
	}
}

// unwantedInImages are entries that our images never have: transparency, other versions,
// and what would make them differ from reader to reader.
var unwantedInImages = []Name{"SMask", "SMaskInData", "Mask", "ImageMask", "Alternates", "OPI", "Intent", "Interpolate", "StructParent", "OC", "Metadata"}

func (d *document) checkImage(ref Ref) {
	s, ok := d.file.get(ref).(*Stream)
	if !ok || s.Dict["Subtype"] != Name("Image") {
		d.fault("image %d: not an image", ref)
		return
	}
	width, _ := s.Dict["Width"].(float64)
	height, _ := s.Dict["Height"].(float64)
	d.want(width >= 1 && height >= 1, "image %d: no size", ref)
	d.want(s.Dict["BitsPerComponent"] == 8.0 && s.Dict["ColorSpace"] == Name("DeviceRGB"), "image %d: not of eight bits in three colours", ref)
	for _, key := range unwantedInImages {
		d.want(s.Dict[key] == nil, "image %d: has %s", ref, key)
	}
	switch s.Dict["Filter"] {
	case Name("DCTDecode"):
		d.want(len(s.Data) > 2 && string(s.Data[:2]) == "\xFF\xD8", "image %d: not a JPEG", ref)
	case Name("FlateDecode"), nil: // unpacked; each line begins with the kind of its filter
		if len(s.Data) > 1 && string(s.Data[:2]) == "\xFF\xD8" {
			break // qpdf gives a JPEG as it is and leaves its filter out
		}
		d.want(float64(len(s.Data)) >= (3*width)*height, "image %d: cut off", ref)
	default:
		d.fault("image %d: packed in an unknown way", ref)
	}
}
