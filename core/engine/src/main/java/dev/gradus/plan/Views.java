package dev.gradus.plan;

import dev.gradus.node.Dependence;

/** Replaces ops that keep their operand's elements in order: reshapes, and transposes that move no element. */
public final class Views implements Rewrite {
    @Override
    public boolean apply(Program program, int index) {
        return program.dependence(index) == Dependence.VIEW && program.replace(index, program.input(index, 0));
    }
}
