package web

import (
	"encoding/base64"

	"needsbook/app/paper"
)

// picture writes an image with all of its bytes, so that the page needs no other file.
// One that turns out to be damaged leaves its words in its place.
func (w *writer) picture(i paper.Image) {
	p, err := i.Picture()
	if err != nil {
		w.printf("<p>%s</p>\n", escape(i.Instead()))
		return
	}
	share := i.Width
	if share == 0 {
		share = 1
	}
	w.printf("<p class=\"picture\"><img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\" style=\"max-width:%.0f%%\"></p>\n",
		source(p), escape(i.Alt), p.Width, p.Height, share*100)
}

// logo writes the school's mark above the title; a damaged one is left out, since the
// school's name stands there as well.
func (w *writer) logo(i paper.Image) {
	if p, err := i.Picture(); err == nil {
		w.printf("<p class=\"logo\"><img src=\"%s\" alt=\"%s\" width=\"%d\" height=\"%d\"></p>\n", source(p), escape(i.Alt), p.Width, p.Height)
	}
}

func source(p paper.Picture) string {
	return "data:" + p.Type + ";base64," + base64.StdEncoding.EncodeToString(p.Data)
}
