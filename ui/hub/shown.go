package hub

import (
	"bytes"
	"compress/gzip"
	"sync"
	"time"
)

// shownPages keeps pages as they were last written, for a moment: many readers of one
// page cost one writing of it.
type shownPages struct {
	writing sync.Mutex // one page at a time is written; who waits for the same finds it
	mu      sync.Mutex
	kept    map[pageKey]shownPage
}

// pageKey names a page.
type pageKey struct {
	view   viewOf
	series string
	reader viewOf // what the reader's link is to; the ways to other pages differ
	person bool   // for somebody who is signed in, who has other ways to go on
}

// shownPage is a page ready to be sent.
type shownPage struct {
	tag    string // its ETag
	body   []byte
	packed []byte // the body as gzip
	kept   bool   // of a board that was made beforehand; others are not kept here
	until  time.Time
}

// showFor is how long a written page is served without a look at the records. It
// bounds how late a page follows what another process made.
const showFor = 2 * time.Second

// mostShown bounds the memory that kept pages take.
const mostShown = 500

// page returns a kept page or writes it.
func (p *shownPages) page(key pageKey, write func() (shownPage, error)) (shownPage, error) {
	if page, ok := p.get(key); ok {
		return page, nil
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	if page, ok := p.get(key); ok {
		return page, nil
	}
	page, err := write()
	if err == nil {
		p.put(key, page)
	}
	return page, err
}

// pack makes a page small for slow lines.
func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (p *shownPages) get(key pageKey) (shownPage, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	page, ok := p.kept[key]
	return page, ok && time.Now().Before(page.until)
}

func (p *shownPages) put(key pageKey, page shownPage) {
	if !page.kept {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept == nil || len(p.kept) >= mostShown {
		p.kept = map[pageKey]shownPage{}
	}
	page.until = time.Now().Add(showFor)
	p.kept[key] = page
}

// forget drops all pages, when boards were made anew.
func (p *shownPages) forget() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.kept = nil
}
