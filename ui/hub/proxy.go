package hub

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// forwarded reports whether a request says that it came through a proxy.
func forwarded(r *http.Request) bool {
	return r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != ""
}

// behind gives a request that came through a trusted proxy the address of whoever
// asked, so that limits count people and not the proxy. What others write into
// those headers is not believed. A proxy that was asked without TLS is refused:
// the cookie of readers must not cross the network in the clear.
func (s *Server) behind(next http.Handler) http.Handler {
	if len(s.Proxies) == 0 && !s.ProxyOnSocket {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.trusts(remoteHost(r)) {
			if scheme := r.Header.Get("X-Forwarded-Proto"); scheme != "" && scheme != "https" {
				s.show(w, http.StatusForbidden, "note.html", note{Title: "This hub is read over a secure connection only", Words: []string{
					"Begin the address with https. Nothing was sent."}})
				return
			}
			r.RemoteAddr = net.JoinHostPort(s.asker(r), "0")
		}
		next.ServeHTTP(w, r)
	})
}

// trusts reports whether an address is a proxy's. Who comes by the socket has no
// address; only the proxy may open it.
func (s *Server) trusts(host string) bool {
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return s.ProxyOnSocket
	}
	ip = ip.Unmap()
	for _, p := range s.Proxies {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// asker is the last address in the chain that is not a trusted proxy's own.
func (s *Server) asker(r *http.Request) string {
	chain := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	last := remoteHost(r)
	for i := len(chain) - 1; i >= 0; i-- {
		ip, err := netip.ParseAddr(strings.TrimSpace(chain[i]))
		if err != nil {
			break
		}
		last = ip.Unmap().String()
		if !s.trusts(last) {
			break
		}
	}
	return last
}
