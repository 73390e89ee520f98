package intake

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// Names of encodings, as reports give them.
const (
	utf8Name    = "utf-8"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
	cp1252Name  = "windows-1252"
)

// knownBinary are the first bytes of files that people pick by mistake, with what to
// do about each.
var knownBinary = []struct{ signature, reason string }{
	{"\xD0\xCF\x11\xE0", "This is an old Excel workbook (.xls), or one with a password. Open it in Excel, save it as .xlsx or CSV without a password, and import that."},
	{"%PDF", "This is a PDF. Export the list from the school's system as CSV or Excel instead."},
	{"\x89PNG", "This is a picture. Choose a CSV, Excel or CTF file."},
	{"\xFF\xD8\xFF", "This is a picture. Choose a CSV, Excel or CTF file."},
	{"GIF8", "This is a picture. Choose a CSV, Excel or CTF file."},
	{"\x1F\x8B", "This is a compressed file. Unpack it and import the file inside."},
	{"7z\xBC\xAF", "This is a compressed file. Unpack it and import the file inside."},
	{"Rar!", "This is a compressed file. Unpack it and import the file inside."},
	{"MZ", notText},
	{"\x7FELF", notText},
	{"SQLite format 3", notText},
}

const notText = "This is not a text, Excel or CTF file, so nothing was read. Export the list from the school's system as CSV or Excel."

// decodeText returns a file's text and the name of its encoding. It trusts a byte
// order mark, then the pattern of zero bytes that UTF-16 leaves, then valid UTF-8;
// what is left is the encoding of older Windows programs. Binary files are refused.
func decodeText(content []byte) (text, name string, err error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")):
		content, name = content[3:], utf8Name
		if !utf8.Valid(content) {
			name, from = cp1252Name, charmap.Windows1252
		}
	case bytes.HasPrefix(content, []byte("\xFF\xFE")) || looksUTF16(content, 1):
		name, from = utf16LEName, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(content, []byte("\xFE\xFF")) || looksUTF16(content, 0):
		name, from = utf16BEName, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case utf8.Valid(content):
		name = utf8Name
	default:
		name, from = cp1252Name, charmap.Windows1252
	}
	for _, known := range knownBinary {
		if bytes.HasPrefix(content, []byte(known.signature)) && (len(known.signature) > 2 || looksBinary(content)) {
			return "", "", refuse("%s", known.reason)
		}
	}
	if from != nil {
		if content, err = from.NewDecoder().Bytes(content); err != nil {
			return "", "", refuse("The text of this file cannot be read as %s, so nothing was read. Save it again as CSV UTF-8.", name)
		}
	}
	if looksBinary(content) {
		return "", "", refuse("%s", notText)
	}
	return string(content), name, nil
}

// looksUTF16 reports whether the bytes at odd (1) or even (0) places are mostly zero
// and the others are not, as in English text in UTF-16 without a mark.
func looksUTF16(content []byte, zeroAt int) bool {
	sample := content[:min(len(content), 4096)]
	var zeros [2]int
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	pairs := len(sample) / 2
	return pairs > 1 && zeros[zeroAt]*10 > pairs*6 && zeros[1-zeroAt]*20 < pairs
}

// looksBinary reports whether more than one byte in twenty is a control character
// that text does not have. A stray one is cleaned out of its field with a warning.
func looksBinary(content []byte) bool {
	sample := content[:min(len(content), 1<<16)]
	odd := 0
	for _, b := range sample {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' {
			odd++
		}
	}
	return odd*20 > len(sample)
}
