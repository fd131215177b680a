/** The site, written from the documents of this repository. {@link dev.gradus.site.Site} is the program. */
package dev.gradus.site;
