package dev.gradus.vocabulary;

/** Gradients by hand, and ops that rules and compositions are made of. */
final class RuleFunctions extends Family {
    RuleFunctions() {
        super(
                "Gradients by hand, and what rules are made of",
                "A rule of your own, and ops that rules and compositions use.");
        described("x.withGradient(rule); Functions.withGradient(x, rule)")
                .cost("0")
                .kinks("what the rule says")
                .torch("Tensor.register_hook");
        described("Custom.of(inputs, forward, backward)")
                .cost("its forward's")
                .domain("what its forward takes")
                .kinks("what its backward says")
                .torch("autograd.Function");
        described("new InverseGaps(λ)").cost("n²").kinks("elements that are equal up to rounding: 0");
        described("new SpectralGradient(a, w, of)")
                .cost("some 12 n³")
                .kinks("values that are equal up to rounding: what depends on them alike");
        described("new GammaDensityBroadcast(a, x)")
                .domain("a > 0, x > 0")
                .torch("distributions.Gamma.log_prob (its exponential)");
        described("new BetaDensityBroadcast(a, b, x)")
                .domain("a > 0, b > 0, 0 < x < 1")
                .torch("distributions.Beta.log_prob (its exponential)");
        described("new TextbookForm(computed, written)").cost("0");
        described("new CumulativeArgMax(x, axis)")
                .domain("all; the first of ties")
                .piecewiseConstant("piecewise constant")
                .torch("cummax (the last of ties)");
        described("new ArgMode(x, axis)")
                .cost("n log k")
                .domain("at least one element; the least of equally frequent ones")
                .piecewiseConstant("piecewise constant")
                .torch("mode (the last of equal ones)");
        described("new ArgMaxPool(x, windows)")
                .cost("n k")
                .domain("each window has an element; the first of ties")
                .piecewiseConstant("piecewise constant")
                .torch("nn.functional.max_pool2d (return_indices, counted within a plane)");
        described("new DropoutMask(step, shape, p, seed)")
                .domain("0 ≤ p < 1")
                .piecewiseConstant("piecewise constant")
                .torch("nn.functional.dropout (of ones)");
        described("scan.loop() = Loop")
                .cost("n bodies")
                .domain("what its body takes")
                .kinks("those of its body")
                .torch("_higher_order_ops.scan");
        described("scan.output() = LoopResult").cost("its elements");
    }
}
