/** What the files of a training are made of: saved numbers, digests, receipts, messages. No module but this one can use it. */
package dev.gradus.train.file;
