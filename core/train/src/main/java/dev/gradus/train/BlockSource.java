package dev.gradus.train;

/** Numbered blocks of examples, on any machine, and sums over them. */
public interface BlockSource {
    /** Returns the number of blocks. */
    int count();

    /**
     * Sums the results of {@link BlockGradients#of} for these blocks at the current parameters, in a {@link FixedTree} over
     * their indices in this list.
     */
    double[] sum(int[] chosen);
}
