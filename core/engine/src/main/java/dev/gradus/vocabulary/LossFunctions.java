package dev.gradus.vocabulary;

import dev.gradus.loss.BinaryCrossEntropyLoss;
import dev.gradus.loss.ClassLosses;
import dev.gradus.loss.CrossEntropyLoss;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.L1Loss;
import dev.gradus.loss.Losses;
import dev.gradus.loss.MseLoss;
import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.loss.Reduction;
import dev.gradus.node.Node;

/** Losses. */
final class LossFunctions extends Family {
    LossFunctions() {
        super(
                "Losses",
                "n is the number of elements. The class names are means over the batch; the others take a Reduction.");
        two("MseLoss", MseLoss::new)
                .calls("new MseLoss(ŷ, y)")
                .domain("batch of at least one")
                .torch("nn.functional.mse_loss (mean over all, no ½)");
        two("L1Loss", L1Loss::new)
                .calls("new L1Loss(ŷ, y)")
                .domain("batch of at least one")
                .kinks("y = ŷ: 0")
                .torch("nn.functional.l1_loss (mean over all)");
        two("CrossEntropyLoss", CrossEntropyLoss::new)
                .calls("new CrossEntropyLoss(z, y)")
                .domain("classes are integers in range, or 0 ≤ y ≤ 1; batch of at least one")
                .torch("nn.functional.cross_entropy");
        two("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new)
                .calls("new BinaryCrossEntropyLoss(z, y)")
                .domain("0 ≤ y ≤ 1; batch of at least one")
                .torch("nn.functional.binary_cross_entropy_with_logits (mean over all)");
        two("ProbabilityCrossEntropy", ProbabilityCrossEntropy::new)
                .calls("new ProbabilityCrossEntropy(p, y)")
                .domain("0 ≤ p ≤ 1, 0 ≤ y ≤ 1")
                .torch("nn.functional.binary_cross_entropy (mean over all)");
        node("HuberLoss", "x y delta", a -> new HuberLoss(a.x(), a.node("y"), a.number("delta", 1)))
                .calls("new HuberLoss(ŷ, y, δ)")
                .domain("batch of at least one")
                .torch("nn.functional.huber_loss (mean over all)");
        loss("squaredError mse_loss", Losses::squaredError)
                .calls("Losses.squaredError(ŷ, y, reduction)")
                .domain("equal shapes")
                .torch("nn.functional.mse_loss")
                .formula("(ŷ − y)²");
        loss("absoluteError l1_loss", Losses::absoluteError)
                .calls("Losses.absoluteError(ŷ, y, reduction)")
                .domain("equal shapes")
                .kinks("y = ŷ: 0")
                .torch("nn.functional.l1_loss")
                .formula("|ŷ − y|");
        loss("huber huber_loss", "delta", 1, Losses::huber)
                .calls("Losses.huber(ŷ, y, δ, reduction)")
                .domain("δ > 0")
                .torch("nn.functional.huber_loss")
                .formula("½ d², or δ (d − ½ δ) for d = |ŷ − y| > δ");
        loss("pseudoHuber", "delta", 1, Losses::pseudoHuber)
                .calls("Losses.pseudoHuber(ŷ, y, δ, reduction)")
                .domain("δ > 0")
                .formula("δ² (√(1 + (ŷ − y)² / δ²) − 1)");
        loss("smoothAbsoluteError smooth_l1_loss", "delta", 1, Losses::smoothAbsoluteError)
                .calls("Losses.smoothAbsoluteError(ŷ, y, δ, reduction)")
                .domain("δ > 0")
                .torch("nn.functional.smooth_l1_loss")
                .formula("huber / δ");
        loss("poisson", Losses::poisson)
                .calls("Losses.poisson(z, y, reduction)")
                .domain("equal shapes")
                .torch("nn.functional.poisson_nll_loss")
                .formula("e^z − y z");
        loss("hinge", Losses::hinge)
                .calls("Losses.hinge(s, y, reduction)")
                .domain("y = ±1")
                .kinks("y s = 1: 0")
                .formula("max(0, 1 − y s)");
        loss("squaredHinge", Losses::squaredHinge)
                .calls("Losses.squaredHinge(s, y, reduction)")
                .domain("y = ±1")
                .formula("max(0, 1 − y s)²");
        loss("softMargin soft_margin_loss", Losses::softMargin)
                .calls("Losses.softMargin(s, y, reduction)")
                .domain("y = ±1")
                .torch("nn.functional.soft_margin_loss")
                .formula("ln(1 + e^(−y s))");
        loss("hingeEmbedding hinge_embedding_loss", "margin", 1, Losses::hingeEmbedding)
                .calls("Losses.hingeEmbedding(d, y, margin, reduction)")
                .domain("y = ±1")
                .kinks("d = margin: 0")
                .torch("nn.functional.hinge_embedding_loss")
                .formula("d, or max(0, margin − d) for y = −1");
        loss("klDivergence", Losses::klDivergence)
                .calls("Losses.klDivergence(q, p, reduction)")
                .domain("p ≥ 0")
                .kinks("p = 0: 0")
                .torch("nn.functional.kl_div")
                .formula("p (ln p − q), q logarithms");
        loss("crossEntropy cross_entropy", ClassLosses::crossEntropy)
                .calls("ClassLosses.crossEntropy(z, y, reduction)")
                .domain("classes are integers in range, or 0 ≤ y ≤ 1")
                .torch("nn.functional.cross_entropy")
                .formula("ln Σ_k e^(z_k − z_y)");
        loss("negativeLogLikelihood nll_loss", ClassLosses::negativeLogLikelihood)
                .calls("ClassLosses.negativeLogLikelihood(z, y, reduction)")
                .domain("classes are integers in range")
                .torch("nn.functional.nll_loss")
                .formula("−z_y, z logarithms");
        loss("binaryCrossEntropyOfLogits binary_cross_entropy_with_logits", ClassLosses::binaryCrossEntropyOfLogits)
                .calls("ClassLosses.binaryCrossEntropyOfLogits(z, y, reduction)")
                .domain("0 ≤ y ≤ 1")
                .torch("nn.functional.binary_cross_entropy_with_logits")
                .formula("y softplus(−z) + (1 − y) softplus(z)");
        loss("binaryCrossEntropy binary_cross_entropy", ClassLosses::binaryCrossEntropy)
                .calls("ClassLosses.binaryCrossEntropy(p, y, reduction)")
                .domain("0 ≤ p ≤ 1, 0 ≤ y ≤ 1")
                .torch("nn.functional.binary_cross_entropy")
                .formula("−y ln p − (1 − y) ln(1 − p)");
        loss("multiMargin multi_margin_loss", "margin", 1, ClassLosses::multiMargin)
                .calls("ClassLosses.multiMargin(z, y, margin, reduction)")
                .domain("classes are integers in range")
                .kinks("z_y − z_k = margin: 0")
                .torch("nn.functional.multi_margin_loss")
                .formula("Σ_{k ≠ y} max(0, margin − z_y + z_k) / n_classes");
        loss("multiLabelMargin multilabel_margin_loss", ClassLosses::multiLabelMargin)
                .calls("ClassLosses.multiLabelMargin(s, y, reduction)")
                .cost("n classes")
                .domain("y = 0 or 1")
                .kinks("s_j − s_k = 1: 0")
                .torch("nn.functional.multilabel_margin_loss")
                .formula("Σ_{y_j = 1, y_k = 0} max(0, 1 − s_j + s_k) / n_classes");
        loss("multiLabelSoftMargin multilabel_soft_margin_loss", ClassLosses::multiLabelSoftMargin)
                .calls("ClassLosses.multiLabelSoftMargin(z, y, reduction)")
                .domain("0 ≤ y ≤ 1")
                .torch("nn.functional.multilabel_soft_margin_loss")
                .formula("the mean of binary cross-entropies");
        node("quantileLoss", "x y q reduction", a -> Losses.quantile(a.x(), a.node("y"), a.number("q"), reduction(a)))
                .calls("Losses.quantile(ŷ, y, q, reduction)")
                .domain("0 < q < 1")
                .kinks("y = ŷ: half of both slopes")
                .formula("max(q (y − ŷ), (q − 1) (y − ŷ))");
        node("gaussian", "mu v y reduction", a -> Losses.gaussian(a.node("mu"), a.node("v"), a.node("y"), reduction(a)))
                .calls("Losses.gaussian(μ, v, y, reduction)")
                .domain("v > 0")
                .torch("nn.functional.gaussian_nll_loss")
                .formula("½ (ln v + (y − μ)² / v)");
        node(
                        "marginRanking margin_ranking_loss",
                        "a b y margin reduction",
                        a -> Losses.marginRanking(
                                a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)))
                .calls("Losses.marginRanking(a, b, y, margin, reduction)")
                .domain("y = ±1")
                .kinks("y (a − b) = margin: 0")
                .torch("nn.functional.margin_ranking_loss")
                .formula("max(0, margin − y (a − b))");
        node(
                        "tripletMargin triplet_margin_loss",
                        "anchor positive negative margin reduction",
                        a -> Losses.tripletMargin(
                                a.node("anchor"),
                                a.node("positive"),
                                a.node("negative"),
                                a.number("margin", 1),
                                reduction(a)))
                .calls("Losses.tripletMargin(a, p, n, margin, reduction)")
                .domain("equal shapes")
                .kinks("equal vectors: 0")
                .torch("nn.functional.triplet_margin_loss")
                .formula("max(0, ‖a − p‖ − ‖a − n‖ + margin)");
        node(
                        "cosineEmbedding cosine_embedding_loss",
                        "a b y margin reduction",
                        a -> Losses.cosineEmbedding(
                                a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)))
                .calls("Losses.cosineEmbedding(a, b, y, margin, reduction)")
                .domain("y = ±1")
                .kinks("cos(a, b) = margin: 0")
                .torch("nn.functional.cosine_embedding_loss")
                .formula("1 − cos(a, b), or max(0, cos(a, b) − margin) for y = −1");
        node(
                        "ctc",
                        "logP labels steps counts blank reduction",
                        a -> ClassLosses.ctc(
                                a.node("logP"),
                                a.node("labels"),
                                a.node("steps"),
                                a.node("counts"),
                                a.whole("blank", 0),
                                reduction(a)))
                .calls("ClassLosses.ctc(logP, labels, steps, counts, blank, reduction)")
                .cost("n_steps n_batch n_labels")
                .domain("labels are integers in range")
                .torch("nn.functional.ctc_loss")
                .formula("−ln of the probability of the labels in order");
        described("Reduction.BATCH_MEAN.of(costs)")
                .domain("batch of at least one")
                .formula("Σ costs / n_batch; also MEAN, SUM, NONE");
    }

    private interface PlainLoss {
        Node of(Node x, Node y, Reduction reduction);
    }

    private interface LossWithNumber {
        Node of(Node x, Node y, double number, Reduction reduction);
    }

    private Entry loss(String names, PlainLoss loss) {
        return node(names, "x y reduction", a -> loss.of(a.x(), a.node("y"), reduction(a)));
    }

    private Entry loss(String names, String number, double usual, LossWithNumber loss) {
        return node(
                names,
                "x y " + number + " reduction",
                a -> loss.of(a.x(), a.node("y"), a.number(number, usual), reduction(a)));
    }

    private static Reduction reduction(Arguments a) {
        return a.has("reduction") ? a.constant("reduction", Reduction.class) : Reduction.MEAN;
    }
}
