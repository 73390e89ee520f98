package check

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// parser reads PDF syntax: objects of a file, or operands and operators of a page.
type parser struct {
	b  []byte
	at int
}

var (
	errSyntax = errors.New("not valid PDF syntax")
	errEnd    = errors.New("end of data")
)

// deepest is how deep objects may stand in each other.
const deepest = 50

func isSpace(c byte) bool { return bytes.IndexByte([]byte("\x00\t\n\f\r "), c) >= 0 }

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

func (p *parser) skip() {
	for p.at < len(p.b) {
		switch c := p.b[p.at]; {
		case isSpace(c):
			p.at++
		case c == '%':
			for p.at < len(p.b) && p.b[p.at] != '\n' && p.b[p.at] != '\r' {
				p.at++
			}
		default:
			return
		}
	}
}

func (p *parser) has(s string) bool { return bytes.HasPrefix(p.b[p.at:], []byte(s)) }

// next returns the next object or operator, or errEnd.
func (p *parser) next() (any, error) { return p.object(0) }

func (p *parser) object(depth int) (any, error) {
	p.skip()
	switch {
	case depth > deepest:
		return nil, errSyntax
	case p.at >= len(p.b):
		return nil, errEnd
	case p.has("<<"):
		p.at += 2
		return p.dict(depth + 1)
	case p.has("["):
		p.at++
		return p.array("]", depth+1)
	case p.has("("):
		return p.literal()
	case p.has("<"):
		end := bytes.IndexByte(p.b[p.at:], '>')
		if end < 0 {
			return nil, errSyntax
		}
		s, err := hex.DecodeString(string(p.b[p.at+1 : p.at+end]))
		p.at += end + 1
		if err != nil {
			return nil, errSyntax
		}
		return String(s), nil
	case p.has("/"):
		p.at++
		return Name(p.word()), nil
	}
	w := p.word()
	if w == "" {
		return nil, errSyntax
	}
	switch w {
	case "true", "false":
		return w == "true", nil
	case "null":
		return nil, nil
	}
	if strings.Trim(w, "+-.0123456789") == "" {
		if n, err := strconv.ParseFloat(w, 64); err == nil {
			return n, nil
		}
	}
	return operator(w), nil
}

// word returns the letters up to the next space or delimiter.
func (p *parser) word() string {
	from := p.at
	for p.at < len(p.b) && !isSpace(p.b[p.at]) && !isDelimiter(p.b[p.at]) {
		p.at++
	}
	return string(p.b[from:p.at])
}

// array reads objects up to the closing mark. Two numbers and R are a reference.
func (p *parser) array(closing string, depth int) (Array, error) {
	list := Array{}
	for {
		p.skip()
		if p.has(closing) {
			p.at += len(closing)
			return list, nil
		}
		o, err := p.object(depth)
		if err != nil {
			return nil, errSyntax
		}
		if o == operator("R") && len(list) >= 2 {
			n, ok := list[len(list)-2].(float64)
			if !ok {
				return nil, errSyntax
			}
			list = append(list[:len(list)-2], Ref(n))
			continue
		}
		list = append(list, o)
	}
}

func (p *parser) dict(depth int) (Dict, error) {
	list, err := p.array(">>", depth)
	if err != nil || len(list)%2 != 0 {
		return nil, errSyntax
	}
	d := Dict{}
	for i := 0; i < len(list); i += 2 {
		key, ok := list[i].(Name)
		if !ok {
			return nil, errSyntax
		}
		if _, twice := d[key]; twice {
			return nil, fmt.Errorf("%w: %s stands twice in a dictionary", errSyntax, key)
		}
		d[key] = list[i+1]
	}
	return d, nil
}

// literal reads a string in round brackets.
func (p *parser) literal() (String, error) {
	var s []byte
	open := 0
	for ; p.at < len(p.b); p.at++ {
		switch c := p.b[p.at]; c {
		case '(':
			if open++; open == 1 {
				continue
			}
			s = append(s, c)
		case ')':
			if open--; open == 0 {
				p.at++
				return String(s), nil
			}
			s = append(s, c)
		case '\\':
			if p.at++; p.at >= len(p.b) {
				return "", errSyntax
			}
			s = p.escaped(s)
		default:
			s = append(s, c)
		}
	}
	return "", errSyntax
}

// escaped adds what stands after a backslash.
func (p *parser) escaped(s []byte) []byte {
	c := p.b[p.at]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(s, "\n\r\t\b\f"[i])
	}
	if c < '0' || c > '7' {
		return append(s, c)
	}
	n := 0
	for i := 0; i < 3 && p.at < len(p.b) && p.b[p.at] >= '0' && p.b[p.at] <= '7'; i++ {
		n = n*8 + int(p.b[p.at]-'0')
		p.at++
	}
	p.at--
	return append(s, byte(n))
}
