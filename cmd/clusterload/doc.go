// Command clusterload loads a hub on this computer with signed summaries of an
// invented county, and measures how it bears up.
//
//	clusterload county  --out FOLDER [--schools 600] [--terms 6]   write what the schools publish
//	clusterload prepare --data HUBFOLDER [--schools 600]           let the schools join, before the hub serves
//	clusterload send    --address URL --from FOLDER [...]          send, and check every receipt
//	clusterload read    --link URL [--rate 100] [--for 10s]        open a page as its readers do
//
// It speaks to loopback addresses only, sends each document until it is receipted or
// the time is up, and prints one JSON document. The truth behind the summaries is
// never written down.
package main
