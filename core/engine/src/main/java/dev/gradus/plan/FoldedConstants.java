package dev.gradus.plan;

/**
 * Marks an op as constant if all its inputs are constant. Its value is computed during planning if anything reads it.
 */
public final class FoldedConstants implements Rewrite {
    @Override
    public boolean apply(Program program, int index) {
        for (int i = 0; i < program.inputs(index); i++) {
            if (!program.isConstant(program.input(index, i))) {
                return false;
            }
        }
        program.fold(index);
        return true;
    }
}
