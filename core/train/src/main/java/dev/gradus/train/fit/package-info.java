/** The numerical methods of fitting: vectors, bounds, line searches and damped steps. No module but this one can use them. */
package dev.gradus.train.fit;
