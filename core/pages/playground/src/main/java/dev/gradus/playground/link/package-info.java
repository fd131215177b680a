/**
 * What a link carries: the state of a page as letters ({@link dev.gradus.playground.link.Address}), or a lesson ({@link
 * dev.gradus.playground.link.Example}) and a task ({@link dev.gradus.playground.link.Task}) as words that people read and write.
 */
package dev.gradus.playground.link;
