package main

import (
	"context"
	"log/slog"
	"time"

	"needsbook/app/exchange/folder"
	"needsbook/ui/hub"
)

// sharedFolder is the folder that documents are taken from and bulletins are left in.
type sharedFolder struct {
	server  *hub.Server
	scanner *folder.Scanner
	post    *folder.Post
	log     *slog.Logger
	looks   int
}

// leaveEvery is at how many looks through the folder bulletins are brought up to date
// once: figures change far more seldom than files come.
const leaveEvery = 6

// newSharedFolder watches a folder; "" is none, whose look does nothing.
func newSharedFolder(path string, server *hub.Server, log *slog.Logger) *sharedFolder {
	f := &sharedFolder{server: server, log: log}
	if path != "" {
		f.scanner = &folder.Scanner{Folder: path, Key: server.Inbox.Key, Receive: server.Counted, Enrol: server.Inbox.EnrolByFile}
		f.post = &folder.Post{Folder: path, Now: time.Now}
	}
	return f
}

// look takes what has come and, every few times, leaves what the schools wait for.
func (f *sharedFolder) look(ctx context.Context) {
	if f.scanner == nil {
		return
	}
	taken, err := f.scanner.Scan(ctx)
	for _, t := range taken {
		f.log.Info("file", "name", t.File, "code", t.Code)
	}
	if err != nil {
		f.log.Error("the shared folder could not be read to its end", "error", err)
	}
	if f.looks%leaveEvery == 0 {
		if err := f.server.LeaveBulletins(ctx, f.post); err != nil && ctx.Err() == nil {
			f.log.Error("not every bulletin could be left in the shared folder", "error", err)
		}
	}
	f.looks++
}
