package dev.gradus.onnx.compose;

import dev.gradus.flow.Loop;
import dev.gradus.flow.LoopResult;
import dev.gradus.linalg.Cholesky;
import dev.gradus.linalg.TriangularSolve;
import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.ProbabilityCrossEntropy;
import dev.gradus.nn.ArgMaxPool;
import dev.gradus.nn.Convolution;
import dev.gradus.nn.Elu;
import dev.gradus.nn.MaxPool;
import dev.gradus.nn.Softsign;
import dev.gradus.nn.Tanhshrink;
import dev.gradus.node.*;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The ops that are written as others, which ONNX has, or which are written as others in turn. */
public final class Compositions {
    private static final Map<Class<?>, Function<Op, Optional<Node>>> OF_CLASS = new HashMap<>();

    static {
        put(Expm1.class, op -> Exponentials.expm1(op.input(0)));
        put(Log1p.class, op -> Exponentials.log1p(op.input(0)));
        put(Softplus.class, op -> Exponentials.softplus(op.input(0)));
        put(Sinh.class, op -> Exponentials.sinh(op.input(0)));
        put(Cosh.class, op -> Exponentials.cosh(op.input(0)));
        put(Asinh.class, op -> Exponentials.asinh(op.input(0)));
        put(Acosh.class, op -> Exponentials.acosh(op.input(0)));
        put(Atanh.class, op -> Exponentials.atanh(op.input(0)));
        put(Tanhshrink.class, op -> Exponentials.tanhshrink(op.input(0)));
        put(Exp2.class, op -> Node.of(2).pow(op.input(0)));
        put(Log2.class, op -> op.input(0).log().divide(Math.log(2)));
        put(Log10.class, op -> op.input(0).log().divide(Math.log(10)));
        put(Cbrt.class, op -> op.input(0).sign().multiply(op.input(0).abs().pow(1.0 / 3)));
        put(Rsqrt.class, op -> op.input(0).sqrt().reciprocal());
        put(Logit.class, op -> op.input(0).log().subtract(op.input(0).negate().log1p()));
        put(LogAddExpBroadcast.class, op -> Exponentials.logAddExp(op.input(0), op.input(1)));
        put(XlogyBroadcast.class, op -> Exponentials.xlogy(op.input(0), op.input(1)));
        put(HypotBroadcast.class, op -> Angles.hypot(op.input(0), op.input(1)));

        put(Erf.class, op -> ErrorFunctions.erf(op.input(0)));
        put(Erfc.class, op -> ErrorFunctions.erfc(op.input(0)));
        put(
                Erfcx.class,
                op -> op.order() <= 1,
                op -> op.order() == 0 ? ErrorFunctions.erfcx(op.input(0)) : ErrorFunctions.slopeOfErfcx(op.input(0)));
        put(Lgamma.class, op -> GammaFunctions.lgamma(op.input(0)));
        put(Digamma.class, op -> GammaFunctions.digamma(op.input(0)));

        put(Sinc.class, op -> op.order() <= Angles.MOST_DERIVATIVES, op -> Angles.sinc(op.input(0), op.order()));
        put(Cholesky.class, op -> Factorizations.cholesky(op.input(0)));
        put(TriangularSolve.class, Factorizations::triangularSolve);

        put(Cos.class, op -> Angles.cos(op.input(0)));
        put(Tan.class, op -> op.input(0).sin().divide(op.input(0).cos()));
        put(Atan.class, op -> Angles.atan(op.input(0)));
        put(Asin.class, op -> Angles.asin(op.input(0)));
        put(Acos.class, op -> Angles.acos(op.input(0)));
        put(Atan2Broadcast.class, op -> Angles.atan2(op.input(0), op.input(1)));

        put(
                LeakyRelu.class,
                op -> op.input(0).greater(0).where(op.input(0), op.input(0).multiply(op.slope())));
        put(
                Elu.class,
                op -> op.input(0)
                        .greater(0)
                        .where(
                                op.input(0),
                                op.input(0).divide(op.beta()).expm1().multiply(op.alpha())));
        put(Softsign.class, op -> op.input(0).divide(op.input(0).abs().add(1)));
        put(HuberLoss.class, Losses::huber);
        put(ProbabilityCrossEntropy.class, op -> Losses.crossEntropy(op.input(0), op.input(1)));

        put(
                CumulativeProduct.class,
                op -> Lines.prefixes(op.input(0), op.axis(), 1).prod(op.axis() + 1));
        put(
                CumulativeLogSumExp.class,
                op -> Lines.prefixes(op.input(0), op.axis(), Double.NEGATIVE_INFINITY)
                        .logSumExp(op.axis() + 1));
        put(
                CumulativeArgMax.class,
                op -> Lines.prefixes(op.input(0), op.axis(), Double.NEGATIVE_INFINITY)
                        .argMax(op.axis() + 1));
        put(LinearRecurrence.class, Lines::recurrence);
        put(ArgMode.class, op -> Lines.argMode(op.input(0), op.axis()));

        put(OneHot.class, op -> Places.oneHot(op.input(0), op.shape().size(-1)));
        put(ScatterAdd.class, Places::scatterAdd);
        put(Stack.class, Places::stack);
        put(Pad.class, Places::pad);
        put(Convolution.class, Windows::convolution);
        put(MaxPool.class, op -> Windows.maxPool(op.input(0), op.windows()));
        put(ArgMaxPool.class, op -> Windows.argMaxPool(op.input(0), op.windows()));
    }

    private final UnrolledLoops loops = new UnrolledLoops();

    private static <O extends Op> void put(Class<O> type, Function<? super O, Node> composition) {
        put(type, op -> true, composition);
    }

    private static <O extends Op> void put(
            Class<O> type, Predicate<? super O> fits, Function<? super O, Node> composition) {
        OF_CLASS.put(type, op -> Optional.of(type.cast(op)).filter(fits).map(composition));
    }

    /** What computes the same as the op, of the same inputs. */
    public Optional<Node> of(Op op) {
        if (op instanceof Loop loop) {
            return Optional.of(loops.all(loop));
        }
        if (op instanceof LoopResult result) {
            return Optional.of(loops.part(result));
        }
        return Optional.ofNullable(OF_CLASS.get(op.getClass()))
                .flatMap(composition -> composition.apply(op))
                .or(op::definition);
    }
}
