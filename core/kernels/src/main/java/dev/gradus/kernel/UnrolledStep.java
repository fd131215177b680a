package dev.gradus.kernel;

/** Receives the straight-line code of one step of a loop. Some of its arrays have a row for each step. */
public interface UnrolledStep extends UnrolledCode {
    /** Pushes an element of the current row. */
    void loadFromRow(double[] rows, int length, int index);

    /** Pops the new value of an element of the current row. */
    void storeInRow(double[] rows, int start, int length, int index);
}
