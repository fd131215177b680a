package dev.gradus.csv;

import java.util.List;

/**
 * How one column of a table becomes one or more columns of numbers.
 *
 * @param names of the columns of numbers
 */
record Code(List<String> names, Numbers numbers) {
    /** The columns of numbers. */
    interface Numbers {
        double[][] of(Table table);
    }
}
