package dev.gradus.vocabulary;

/** Loops, checkpoints and solutions of equations. */
final class LoopFunctions extends Family {
    LoopFunctions() {
        super(
                "Loops, checkpoints and solutions of equations",
                "A step, a part of a graph or an equation is a function of nodes; what they use of outside has gradients, too.");
        described("Scan.over(x, axis).carry(name, start).body(step)")
                .cost("n steps")
                .domain("what the step takes")
                .kinks("those of the step")
                .torch("_higher_order_ops.scan")
                .formula("h_t = step(h_{t−1}, x_t)");
        described("While.carry(name, start).body(condition, step)")
                .cost("n steps, which the data determine")
                .domain("what the condition and the step take")
                .kinks("where the number of steps changes")
                .torch("_higher_order_ops.while_loop (no gradient)")
                .formula("h ← step(h) while condition(h)");
        described("Checkpoint.of(node)")
                .cost("that of the part, once more in the backward pass")
                .domain("what the part takes")
                .kinks("those of the part")
                .torch("utils.checkpoint.checkpoint")
                .formula("the node itself, computed again by the backward pass");
        described("Implicit.root(start, g).solution()")
                .cost("iterations, k³ for k unknowns")
                .domain("where the iteration settles and ∂g/∂x is not singular")
                .formula("x with g(x, θ) = 0");
        described("Implicit.fixedPoint(start, f).solution()")
                .cost("iterations, k³ for k unknowns")
                .domain("where the iteration settles")
                .formula("x with x = f(x, θ)");
        described("Implicit.minimum(start, j).solution()")
                .cost("iterations, k³ for k unknowns")
                .domain("where the iteration settles at a minimum")
                .formula("x with the least J(x, θ)");
    }
}
