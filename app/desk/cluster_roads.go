package desk

import (
	"context"
	"errors"
	"io"

	"needsbook/app/exchange"
)

// Hub is the cluster's hub as a school reaches it over the network.
type Hub interface {
	exchange.Carrier
	// Hub returns the hub's name and key.
	Hub(ctx context.Context) (exchange.Hub, error)
	// Enrol asks the hub with a key to accept the school's key.
	Enrol(ctx context.Context, r exchange.EnrolRequest, hub exchange.PublicKey) (exchange.EnrolAnswer, error)
	// DeviceState says how far the hub trusts a key by now.
	DeviceState(ctx context.Context, device string) (exchange.DeviceState, error)
	// Head returns the document that stands for the school's summaries of a term.
	Head(ctx context.Context, k exchange.Key, hub exchange.PublicKey, urn, series string) (exchange.Head, error)
	// Document returns a document that the school sent, as the hub holds it.
	Document(ctx context.Context, k exchange.Key, hub exchange.PublicKey, id string) (exchange.Envelope, error)
	// Bulletin returns the cluster's signed bulletin when it is not the one with etag.
	Bulletin(ctx context.Context, k exchange.Key, hub exchange.PublicKey, cluster, etag string) (signed []byte, newETag string, changed bool, err error)
	// Pack returns a pack that a bulletin offers.
	Pack(ctx context.Context, k exchange.Key, hub exchange.PublicKey, id string) ([]byte, error)
}

// SharedFolder is the hub as a school reaches it by a folder that both can open, or by
// a stick that is carried.
type SharedFolder interface {
	exchange.Carrier
	// Bulletin returns the signed bulletin left for a key.
	Bulletin(key exchange.Key) ([]byte, error)
	// Pack returns a pack that a bulletin offers.
	Pack(id string) ([]byte, error)
	// LeaveRequest leaves a request to join, made for a key.
	LeaveRequest(device string, request []byte) error
	// EnrolAnswer returns the hub's answer to the request of a key.
	EnrolAnswer(device string) ([]byte, error)
}

// Roads are the ways out of the school. The desk knows none of them itself.
type Roads struct {
	Dial   func(address string) (Hub, error)                        // the network
	Folder func(folder string, hub exchange.PublicKey) SharedFolder // a shared folder or a stick
	Random io.Reader                                                // crypto/rand.Reader outside tests
	Chance func() float64                                           // 0 to 1, spreads waiting times
}

// carrier returns the road to the hub that the school has chosen.
func (d *Desk) carrier(m Membership) (exchange.Carrier, error) {
	if m.Folder != "" {
		return d.sharedFolder(m.Folder, m.Hub.Key)
	}
	return d.dial(m)
}

// channel names the road to the hub in the send log.
func (m Membership) channel() string {
	if m.Folder != "" {
		return "folder"
	}
	return "network"
}

func (d *Desk) sharedFolder(path string, hub exchange.PublicKey) (SharedFolder, error) {
	if d.options.Roads.Folder == nil {
		return nil, refuse("folder", "This program was started without a way to shared folders.")
	}
	return d.options.Roads.Folder(path, hub), nil
}

func (d *Desk) dial(m Membership) (Hub, error) {
	switch {
	case d.options.Roads.Dial == nil:
		return nil, refuse("address", "This program was started without a network. Send by folder instead.")
	case m.Address == "":
		return nil, refuse("address", "The school joined by file and has no address of the hub, so the hub cannot be reached over the network. Use the shared folder.")
	}
	hub, err := d.options.Roads.Dial(m.Address)
	if err != nil {
		return nil, refuse("address", sentence(err.Error()))
	}
	return hub, nil
}

// codeOf returns the hub's code in an error; "" when no answer of the hub came.
func codeOf(err error) exchange.Code {
	var said interface{ HubCode() exchange.Code }
	if errors.As(err, &said) {
		return said.HubCode()
	}
	return ""
}

// hubSaid turns the error of a question to the hub into a sentence.
func hubSaid(field string, err error) error {
	if code := codeOf(err); code != "" {
		return refuse(field, code.Sentence())
	}
	return refuse(field, "The hub did not answer. Try again when the network is there. Nothing was changed.")
}
