package dev.gradus.lift;

/**
 * A double that depends on the arguments: a function of other doubles, each an {@code Expr} or a {@link Double}.
 *
 * @param in the operands
 * @param value the value for the arguments that were traced
 * @param site the place of the program that computed it
 * @param block the argument that it is an element of
 * @param index its index in the block, or its number among all operations
 */
record Expr(Fn fn, Object[] in, double value, Site site, Block block, int index) {
    static double valueOf(Object number) {
        return number instanceof Expr e ? e.value : (Double) number;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return index;
    }
}
