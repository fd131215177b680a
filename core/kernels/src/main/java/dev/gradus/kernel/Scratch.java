package dev.gradus.kernel;

/** A reusable array that grows on demand. */
public final class Scratch {
    private double[] array = {};

    /** Returns the array with at least this many elements; its contents are undefined. */
    public double[] ofAtLeast(int elements) {
        if (array.length < elements) {
            array = new double[elements];
        }
        return array;
    }
}
