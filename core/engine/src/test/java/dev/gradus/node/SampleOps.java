package dev.gradus.node;

import dev.gradus.loss.MseLoss;
import dev.gradus.tensor.Shape;
import java.util.List;

/** One of each op that the one-layer lesson and its derivatives need, on inputs that exercise broadcasting. */
final class SampleOps {
    private SampleOps() {}

    static List<Op> all() {
        Input x = Input.of("x", Shape.of(2, 3).named("n", "m"));
        Input y = Input.of("y", 2, 3);
        Input row = Input.of("row", 1, 3);
        Input column = Input.of("column", Shape.of(2, 1).named("n", ""));
        Input number = Input.of("s");
        Input matrix = Input.of("W", Shape.of(3, 4).named("m", "k"));
        Input cube = Input.of("c", 2, 3, 4);
        return List.of(
                new MatMul(x, matrix),
                new Transpose(x),
                new Transpose(cube, 1, 2, 0),
                new Reshape(x, Shape.of(6)),
                new BroadcastTo(column, Shape.of(4, 2, 3)),
                new SumTo(cube, Shape.of(3, 1)),
                new AddBroadcast(x, row),
                new SubtractBroadcast(column, row),
                new MultiplyBroadcast(number, x),
                new DivideBroadcast(x, y),
                new GreaterBroadcast(x, row),
                new GreaterOrEqualBroadcast(x, row),
                new LessBroadcast(x, row),
                new LessOrEqualBroadcast(x, row),
                new EqualBroadcast(x, row),
                new NotEqualBroadcast(x, row),
                new Negate(x),
                new Exp(x),
                new Log(x),
                new Sigmoid(x),
                new Tanh(x),
                new Relu(x),
                new StopGradient(x),
                new Sum(x),
                new Sum(cube, false, 0, 2),
                new Sum(x, true, 1),
                new Mean(x),
                new Mean(cube, true, 1),
                new Mean(x, false, -1),
                new Where(column, x, number),
                new MseLoss(x, y));
    }
}
