package dev.gradus.plan;

/** Marks an op as constant if all its inputs are. Its value is computed during planning, if anything reads it. */
public final class FoldedConstants implements Rewrite {
    @Override
    public boolean apply(Program program, int place) {
        for (int i = 0; i < program.inputs(place); i++) {
            if (!program.isConstant(program.input(place, i))) {
                return false;
            }
        }
        program.fold(place);
        return true;
    }
}
