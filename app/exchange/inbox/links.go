package inbox

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

// NewReaderLink makes a token with which people may read the pages of one view: a
// cluster's, a school's, a district's, a county's or a group's. It is shown once;
// only its hash is kept.
func (in Inbox) NewReaderLink(ctx context.Context, level Level, ref string, lasts time.Duration, random io.Reader) (token string, expires time.Time, err error) {
	secret := make([]byte, 32)
	if _, err := io.ReadFull(random, secret); err != nil {
		return "", time.Time{}, fmt.Errorf("make a reader link: %w", err)
	}
	token = base64.RawURLEncoding.EncodeToString(secret)
	err = in.change(ctx, actLink, linkName(level, ref), func(w Writer, now time.Time) error {
		if err := isThere(w, level, ref); err != nil {
			return err
		}
		expires = now.Add(lasts)
		link := ReaderLink{TokenHash: TokenHash(token), Level: level, Ref: ref, Expires: expires}
		if level == ClusterLevel {
			link.Cluster = ref
		}
		return w.PutLink(link)
	})
	return token, expires, err
}

// linkName is how a view stands in the record of changes. A cluster's is its code
// alone, as it was before there were other views.
func linkName(level Level, ref string) string {
	if level == ClusterLevel {
		return ref
	}
	return string(level) + " " + ref
}

// isThere says in a sentence that a view does not exist, or nil.
func isThere(r Reader, level Level, ref string) error {
	var err error
	switch level {
	case ClusterLevel:
		_, err = r.Cluster(ref)
	case SchoolLevel:
		_, err = r.School(ref)
	case GroupLevel:
		_, err = r.Group(ref)
	case DistrictLevel, CountyLevel:
		clusters, listErr := r.ClustersIn(level, ref)
		if err = listErr; err == nil && (len(clusters) == 0 || ref == "") {
			err = ErrNotFound
		}
	default:
		return refuse("A view is of a %s, %s, %s, %s or %s. No link was made.", SchoolLevel, ClusterLevel, DistrictLevel, CountyLevel, GroupLevel)
	}
	if errors.Is(err, ErrNotFound) {
		return refuse("There is no %s %.60s. No link was made.", level, ref)
	}
	return err
}

// RevokeReaderLinks ends every link to a view and returns how many.
func (in Inbox) RevokeReaderLinks(ctx context.Context, level Level, ref string) (n int64, err error) {
	err = in.change(ctx, actUnlink, linkName(level, ref), func(w Writer, now time.Time) error {
		n, err = w.RevokeLinks(level, ref, now)
		return err
	})
	return n, err
}

// TokenHash is what the hub keeps of a reader's token. A token is too long to
// guess, so a plain hash is enough.
func TokenHash(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// MayRead returns the link that a token stands for, if it is good now.
func (in Inbox) MayRead(ctx context.Context, tokenHash string) (link ReaderLink, ok bool, err error) {
	err = in.Store.Read(ctx, func(r Reader) error {
		link, err = r.Link(tokenHash)
		return err
	})
	if errors.Is(err, ErrNotFound) {
		return link, false, nil
	}
	return link, err == nil && link.Revoked.IsZero() && in.Now().Before(link.Expires), err
}
