package dev.gradus.playground.language;

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
final class LossTable extends FunctionTable {
    LossTable() {
        two("MseLoss", MseLoss::new);
        two("L1Loss", L1Loss::new);
        two("CrossEntropyLoss", CrossEntropyLoss::new);
        two("BinaryCrossEntropyLoss", BinaryCrossEntropyLoss::new);
        two("ProbabilityCrossEntropy", ProbabilityCrossEntropy::new);
        node("HuberLoss", "x y delta", a -> new HuberLoss(a.x(), a.node("y"), a.number("delta", 1)));
        loss("squaredError mse_loss", Losses::squaredError);
        loss("absoluteError l1_loss", Losses::absoluteError);
        loss("huber huber_loss", "delta", 1, Losses::huber);
        loss("pseudoHuber", "delta", 1, Losses::pseudoHuber);
        loss("smoothAbsoluteError smooth_l1_loss", "delta", 1, Losses::smoothAbsoluteError);
        loss("poisson", Losses::poisson);
        loss("hinge", Losses::hinge);
        loss("squaredHinge", Losses::squaredHinge);
        loss("softMargin soft_margin_loss", Losses::softMargin);
        loss("hingeEmbedding hinge_embedding_loss", "margin", 1, Losses::hingeEmbedding);
        loss("klDivergence", Losses::klDivergence);
        loss("crossEntropy cross_entropy", ClassLosses::crossEntropy);
        loss("negativeLogLikelihood nll_loss", ClassLosses::negativeLogLikelihood);
        loss("binaryCrossEntropyOfLogits binary_cross_entropy_with_logits", ClassLosses::binaryCrossEntropyOfLogits);
        loss("binaryCrossEntropy binary_cross_entropy", ClassLosses::binaryCrossEntropy);
        loss("multiMargin multi_margin_loss", "margin", 1, ClassLosses::multiMargin);
        loss("multiLabelMargin multilabel_margin_loss", ClassLosses::multiLabelMargin);
        loss("multiLabelSoftMargin multilabel_soft_margin_loss", ClassLosses::multiLabelSoftMargin);
        node("quantileLoss", "x y q reduction", a -> Losses.quantile(a.x(), a.node("y"), a.number("q"), reduction(a)));
        node(
                "gaussian",
                "mu v y reduction",
                a -> Losses.gaussian(a.node("mu"), a.node("v"), a.node("y"), reduction(a)));
        node(
                "marginRanking margin_ranking_loss",
                "a b y margin reduction",
                a -> Losses.marginRanking(a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)));
        node(
                "tripletMargin triplet_margin_loss",
                "anchor positive negative margin reduction",
                a -> Losses.tripletMargin(
                        a.node("anchor"), a.node("positive"), a.node("negative"), a.number("margin", 1), reduction(a)));
        node(
                "cosineEmbedding cosine_embedding_loss",
                "a b y margin reduction",
                a -> Losses.cosineEmbedding(
                        a.node("a"), a.node("b"), a.node("y"), a.number("margin", 0), reduction(a)));
        node(
                "ctc",
                "logP labels steps counts blank reduction",
                a -> ClassLosses.ctc(
                        a.node("logP"),
                        a.node("labels"),
                        a.node("steps"),
                        a.node("counts"),
                        a.whole("blank", 0),
                        reduction(a)));
    }

    private interface PlainLoss {
        Node of(Node x, Node y, Reduction reduction);
    }

    private interface LossWithNumber {
        Node of(Node x, Node y, double number, Reduction reduction);
    }

    private void loss(String names, PlainLoss loss) {
        node(names, "x y reduction", a -> loss.of(a.x(), a.node("y"), reduction(a)));
    }

    private void loss(String names, String number, double usual, LossWithNumber loss) {
        node(
                names,
                "x y " + number + " reduction",
                a -> loss.of(a.x(), a.node("y"), a.number(number, usual), reduction(a)));
    }

    private static Reduction reduction(Arguments a) {
        return a.has("reduction") ? named(a, "reduction", Reduction.values()) : Reduction.MEAN;
    }
}
