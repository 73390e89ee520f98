package hub

import (
	"io/fs"
	"net/http"
	"path"
	"sync"

	"needsbook/app/exchange"
	"needsbook/app/exchange/inbox"
	"needsbook/app/pack/signedpack"
	"needsbook/assets"
)

// shippedLists are the packs that come with the program, by their name as a code list.
var shippedLists = sync.OnceValue(func() map[string][]byte {
	out := map[string][]byte{}
	for _, folder := range []string{"packs", "packs/proving"} {
		entries, err := fs.ReadDir(assets.Packs, folder)
		if err != nil {
			panic("hub: the shipped packs cannot be listed: " + err.Error())
		}
		for _, e := range entries {
			if body, err := assets.Packs.ReadFile(path.Join(folder, e.Name())); err == nil {
				out[exchange.CodeListID(body)] = body
			}
		}
	}
	return out
})

// codeLists remembers how the packs that are sent round are called as code lists.
type codeLists struct{ byOffer sync.Map } // the offer's identifier to the list's

// getCodeList gives the pack that summaries name by a hash: a shipped one, or one that
// was sent round. The name is the hash of the content, so whoever asks can check it and
// no signature is needed.
func (s *Server) getCodeList(w http.ResponseWriter, r *http.Request) {
	if !s.mayRead(w, r) {
		return
	}
	id := r.PathValue("hash")
	body, ok := shippedLists()[id]
	if !ok && exchange.ValidID(id) {
		err := s.Inbox.Store.Read(r.Context(), func(records inbox.Reader) (err error) {
			body, err = s.lists.find(records, id)
			return err
		})
		if s.failed(w, err) {
			return
		}
	}
	if body == nil {
		refuse(w, exchange.NotFound, 0, nil)
		return
	}
	writeKnown(w, r, "application/json", id, body)
}

// find looks through the packs on offer.
func (l *codeLists) find(r inbox.Reader, id string) ([]byte, error) {
	clusters, err := r.Clusters()
	if err != nil {
		return nil, err
	}
	for _, c := range clusters {
		offers, err := r.Packs(c.ID)
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			if known, ok := l.byOffer.Load(o.ID); ok && known != id {
				continue
			}
			offer, err := r.Pack(c.ID, o.ID)
			if err != nil {
				return nil, err
			}
			body := packBody(offer.Body)
			list := exchange.CodeListID(body)
			l.byOffer.Store(o.ID, list)
			if list == id {
				return body, nil
			}
		}
	}
	return nil, inbox.ErrNotFound
}

// packBody is the pack inside a file that may be signed.
func packBody(file []byte) []byte {
	if f, err := signedpack.Open(file); err == nil {
		return f.Pack
	}
	return file
}
