package hub

import (
	"context"
	"crypto/tls"
	"io"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"time"

	"needsbook/app/exchange/inbox"
	"needsbook/app/pack/terms"
	"needsbook/assets"
	"needsbook/ui/hub/door"
	"needsbook/ui/hub/layout"
)

// Server answers schools' programs and readers. The first six fields must be set;
// the others may be left out, and what they are for is then left out too.
type Server struct {
	Inbox   inbox.Inbox
	Probe   func(ctx context.Context, unixMilli int64) error // writes to the records, for the health check
	Schemas map[string][]byte                                // by file name
	Random  io.Reader
	Log     *slog.Logger // never told a figure, a token or a code
	Secure  bool         // whether readers come by HTTPS

	Terms         terms.Terms                                     // the words in use; without them the shipped ones
	Lead          func(ctx context.Context) (func(), bool, error) // takes the one place of who makes boards
	Proxies       []netip.Prefix                                  // proxies whose word on who asks is believed
	ProxyOnSocket bool                                            // the hub listens on a socket that only a proxy can open
	Uploads       int                                             // uploads a minute altogether; 0 for UploadsAMinute
	MetricsToken  string                                          // who shows it may read /metrics from elsewhere
	Disk          func() (Disk, error)                            // where the records are
	RecordsBytes  func(ctx context.Context) (int64, error)        // size of the records
	Alarms        func() int                                      // what did not hold when everything was last gone through
	LastBackup    func() (time.Time, error)                       // of the newest backup; zero for none
	Rehearsed     func() string                                   // when a copy was last restored and gone through, and what came of it

	Door door.Options // how people sign in; what the server has itself is filled in

	door     *door.Door
	limits   limits
	metrics  metrics
	sessions sessions
	boards   aggregator
	spot     spotBoards
	shown    shownPages
	offered  offeredNames
	lists    codeLists
	affairs  clusterAffairs
	rates    clusterRates
	uploads  chan struct{}
}

// uploadsAtOnce bounds the memory that uploads take. Those beyond it wait.
const uploadsAtOnce = 2000

// Handler returns everything the hub serves.
func (s *Server) Handler() http.Handler {
	s.Inbox.Store = timedStore{s.Inbox.Store, &s.metrics}
	s.limits = newLimits(s.Inbox.Now, s.Uploads)
	s.sessions = newSessions(s.Inbox.Now, s.Random, s.Inbox.Key)
	s.boards.asked = make(chan struct{}, 1)
	s.uploads = make(chan struct{}, uploadsAtOnce)
	s.Door.Inbox, s.Door.Random, s.Door.Secure, s.Door.Log, s.Door.MayRead = s.Inbox, s.Random, s.Secure, s.Log, s.mayRead
	s.Door.Counted = func(w http.ResponseWriter, r *http.Request, person string) bool {
		return s.counted(w, r, reading{key: personKey(person)})
	}
	s.door = door.New(s.Door)

	mux := http.NewServeMux()
	for pattern, handle := range s.routes() {
		mux.HandleFunc(pattern, handle)
	}
	guard := http.NewCrossOriginProtection()
	return s.behind(s.headers(guard.Handler(mux)))
}

// routes are all that the hub answers for. A test holds for each of them who may.
func (s *Server) routes() map[string]http.HandlerFunc {
	all := map[string]http.HandlerFunc{}
	for _, table := range []map[string]http.HandlerFunc{s.programRoutes(), s.pageRoutes(), s.viewRoutes(), s.meetingRoutes(), s.door.Routes()} {
		maps.Copy(all, table)
	}
	return all
}

// programRoutes are what programs speak to. Each stands in the OpenAPI file too, and
// nothing else does; a test holds that.
func (s *Server) programRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /v1/hub":                                        s.getHub,
		"POST /v1/enrol":                                     s.postEnrol,
		"GET /v1/enrol/{device}":                             s.getDevice,
		"POST /v1/session":                                   s.postSession,
		"POST /v1/documents":                                 s.postDocument,
		"GET /v1/schools/{urn}/head":                         s.getHead,
		"GET /v1/schools/{urn}/letter":                       s.getLetter,
		"GET /v1/schools/{urn}/papers":                       s.getPapers,
		"GET /v1/receipts/{id}":                              s.getReceipt,
		"GET /schema/{name}":                                 s.getSchema,
		"GET /livez":                                         s.getLive,
		"GET /readyz":                                        s.getReady,
		"GET /v1/documents/{id}":                             s.getDocument,
		"GET /v1/clusters/{cluster}/bulletin":                s.getBulletin,
		"GET /v1/clusters/{cluster}/aggregate/{year}/{term}": s.getAggregate,
		"GET /v1/packs/{id}":                                 s.getPack,
		"GET /v1/codelists/{hash}":                           s.getCodeList,
		"GET /v1/openapi.json":                               asset("application/json", assets.HubInterface),
	}
}

// pageRoutes are what people read.
func (s *Server) pageRoutes() map[string]http.HandlerFunc {
	return map[string]http.HandlerFunc{
		"GET /{$}":                        s.getDoor,
		"POST /leave":                     s.postLeave,
		"GET /assets/hub.css":             asset("text/css; charset=utf-8", assets.HubStyle),
		"GET /assets/Lexend-Regular.ttf":  asset("font/ttf", assets.LexendRegular),
		"GET /assets/Lexend-SemiBold.ttf": asset("font/ttf", assets.LexendSemiBold),
		"/":                               s.notFound,
	}
}

// Timeouts keep slow or idle connections from holding the hub.
const (
	headerTimeout = 5 * time.Second
	bodyTimeout   = 20 * time.Second
	answerTimeout = 40 * time.Second
	idleTimeout   = 60 * time.Second
)

// HTTP returns a web server for the handler, with its limits set. A nil config
// means plain HTTP, which the caller must keep to this computer.
func HTTP(handler http.Handler, config *tls.Config, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           handler,
		TLSConfig:         config,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       bodyTimeout,
		WriteTimeout:      answerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}

// Loopback reports whether an address to listen on can be reached from this
// computer only.
func Loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// headers sets what every answer carries. No script may run, but for the few pages that
// have one of the hub's own.
func (s *Server) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", layout.Policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		h.Set("Cache-Control", "no-store")
		if s.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

func asset(kind string, body []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Cache-Control", "public, max-age=86400")
		w.Write(body)
	}
}

// remoteHost is the address that rate limits count by.
func remoteHost(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
