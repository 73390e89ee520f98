package hub

import (
	"sync"
	"time"
)

// shownPages keeps pages as they were last written, for a moment: many readers of one
// page cost one writing of it.
type shownPages struct {
	mu   sync.Mutex
	kept map[pageKey]shownPage
}

// pageKey names a page.
type pageKey struct {
	view   viewOf
	series string
	reader viewOf // what the reader's link is to; the ways to other pages differ
}

// shownPage is a page ready to be sent.
type shownPage struct {
	tag   string // its ETag
	body  []byte
	kept  bool // of a board that was made beforehand; others are not kept here
	until time.Time
}

// showFor is how long a written page is served without a look at the records. It
// bounds how late a page follows what another process made.
const showFor = time.Second

// mostShown bounds the memory that kept pages take.
const mostShown = 500

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
