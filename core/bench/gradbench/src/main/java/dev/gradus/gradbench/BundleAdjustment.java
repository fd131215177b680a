package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.graph.Gradients;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The eval {@code ba}: n cameras see m points in p observations. A camera has 11 parameters: a rotation r about an axis (of
 * the angle |r|), a center, a focal length, a principal point and two coefficients of radial distortion. Errors are, for
 * each observation, its weight w times how far the projected point is from where it was seen (2), and 1 − w².
 *
 * <p>An observation depends on its own camera, point and weight only. So a sweep back from the sum of all errors along one
 * axis has a row of 15 derivatives for each observation, and three sweeps have all of the Jacobian that is not 0.
 *
 * <p>Every vector is the same component of all cameras, points or observations.
 */
final class BundleAdjustment {
    private static final int CAMERA = 11;
    private static final int POINT = 3;
    private static final int BLOCK = CAMERA + POINT + 1;

    private final Arguments a;
    private final Problem problem = new Problem();
    private final Input weights;

    /** Of each observation: the camera's parameters, the point's coordinates and the weight. */
    private final List<Node> seen = new ArrayList<>();

    private final Node errorX;
    private final Node errorY;
    private final Node weightError;

    /** One camera, point, weight and feature, which all are copies of. */
    record Arguments(int n, int m, int p, double[] cam, double[] x, double w, double[] feat) {}

    private BundleAdjustment(Arguments a) {
        this.a = a;
        int n = Rows.positive("n", a.n), m = Rows.positive("m", a.m), p = Rows.positive("p", a.p);
        Input cameras = copies("cameras", Rows.checked("cam", a.cam, CAMERA), n);
        Input points = copies("points", Rows.checked("x", a.x, POINT), m);
        Input features = copies("features", Rows.checked("feat", a.feat, 2), p);
        weights = problem.input("weights", full(a.w, p), p);

        seen.addAll(Moves.unstack(cameras.take(indices(n), 1), 0));
        seen.addAll(Moves.unstack(points.take(indices(m), 1), 0));
        seen.add(weights);
        Vector rotation = new Vector(seen.get(0), seen.get(1), seen.get(2));
        Vector center = new Vector(seen.get(3), seen.get(4), seen.get(5));
        Node focal = seen.get(6), principalX = seen.get(7), principalY = seen.get(8);
        Node first = seen.get(9), second = seen.get(10);
        Vector point = new Vector(seen.get(11), seen.get(12), seen.get(13));

        Vector view = point.minus(center).rotated(rotation);
        Node x = view.x.divide(view.z);
        Node y = view.y.divide(view.z);
        Node radius = x.square().add(y.square());
        Node scale = first.multiply(radius)
                .add(second.multiply(radius.square()))
                .add(1)
                .multiply(focal);
        errorX = weights.multiply(x.multiply(scale).add(principalX).subtract(features.select(0, 0)));
        errorY = weights.multiply(y.multiply(scale).add(principalY).subtract(features.select(0, 1)));
        weightError = Constant.of(1).subtract(weights.square());
    }

    /** A vector in space for each observation. */
    private record Vector(Node x, Node y, Node z) {
        Vector minus(Vector b) {
            return new Vector(x.subtract(b.x), y.subtract(b.y), z.subtract(b.z));
        }

        Vector plus(Vector b) {
            return new Vector(x.add(b.x), y.add(b.y), z.add(b.z));
        }

        Vector times(Node factor) {
            return new Vector(x.multiply(factor), y.multiply(factor), z.multiply(factor));
        }

        Node dot(Vector b) {
            return x.multiply(b.x).add(y.multiply(b.y)).add(z.multiply(b.z));
        }

        Vector cross(Vector b) {
            return new Vector(
                    y.multiply(b.z).subtract(z.multiply(b.y)),
                    z.multiply(b.x).subtract(x.multiply(b.z)),
                    x.multiply(b.y).subtract(y.multiply(b.x)));
        }

        /**
         * Rodrigues' formula: with θ = |r| and the axis a = r / θ, v cos θ + (a × v) sin θ + a (a·v) (1 − cos θ); for θ = 0
         * its first terms v + r × v, which have the right derivatives there.
         */
        Vector rotated(Vector r) {
            Node square = r.dot(r);
            Node still = square.equal(0);
            Node angle = still.where(Constant.of(1), square).sqrt();
            Node cos = angle.cos();
            Vector axis = r.times(angle.reciprocal());
            Vector turned = times(cos)
                    .plus(axis.cross(this).times(angle.sin()))
                    .plus(axis.times(axis.dot(this).multiply(Constant.of(1).subtract(cos))));
            Vector hardly = plus(r.cross(this));
            return new Vector(
                    still.where(hardly.x, turned.x), still.where(hardly.y, turned.y), still.where(hardly.z, turned.z));
        }
    }

    /** The components of this number of copies: (components, count). */
    private Input copies(String name, double[] one, int count) {
        double[] components = new double[one.length * count];
        for (int i = 0; i < one.length; i++) {
            Arrays.fill(components, i * count, (i + 1) * count, one[i]);
        }
        return problem.input(name, components, one.length, count);
    }

    private static double[] full(double value, int count) {
        double[] numbers = new double[count];
        Arrays.fill(numbers, value);
        return numbers;
    }

    /** Observations go round the cameras, or the points. */
    private Constant indices(int count) {
        return Constant.of(
                Tensor.of(IntStream.range(0, a.p).mapToDouble(i -> i % count).toArray()));
    }

    /** The derivatives of each observation's two errors, and those of the weight's. */
    private Node[] jacobian() {
        List<Node> rows = new ArrayList<>();
        rows.addAll(Gradients.of(errorX.sum()).wrt(seen));
        rows.addAll(Gradients.of(errorY.sum()).wrt(seen));
        Node ofWeights = Gradients.of(weightError.sum()).wrt(weights);
        return new Node[] {Moves.stack(1, rows), ofWeights};
    }

    static Eval eval() {
        return new Eval()
                .function("objective", Arguments.class, BundleAdjustment::objective)
                .function("jacobian", Arguments.class, BundleAdjustment::jacobian);
    }

    private static Prepared<Results> objective(Arguments a) {
        BundleAdjustment ba = new BundleAdjustment(a);
        return Prepared.of(ba.problem.values(Moves.stack(1, ba.errorX, ba.errorY), ba.weightError), ba::errors);
    }

    private Map<String, Object> errors(double[][] errors) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("reproj_error", Map.of("elements", Arrays.copyOf(errors[0], 2), "repeated", a.p));
        output.put("w_err", Map.of("element", errors[1][0], "repeated", a.p));
        return output;
    }

    private static Prepared<Results> jacobian(Arguments a) {
        BundleAdjustment ba = new BundleAdjustment(a);
        return Prepared.of(ba.problem.values(ba.jacobian()), new CompressedRows(a)::firstAndLast);
    }

    /**
     * The Jacobian as compressed rows: two for each observation, then one for each weight. Its columns are all cameras'
     * parameters, all points' coordinates and all weights.
     */
    private record CompressedRows(Arguments a) {
        /** As the eval has it: of the entries, of their columns and of the rows' starts the first 30 and the last. */
        Map<String, Object> firstAndLast(double[][] entries) {
            int count = Math.min(2 * BLOCK, 2 * BLOCK * a.p);
            double[] values = Arrays.copyOf(entries[0], count + 1);
            values[count] = entries[1][a.p - 1];
            int[] columns =
                    Arrays.copyOf(IntStream.range(0, count).map(this::column).toArray(), count + 1);
            columns[count] = CAMERA * a.n + POINT * a.m + a.p - 1;
            int[] starts =
                    Arrays.copyOf(IntStream.range(0, count).map(this::start).toArray(), count + 1);
            starts[count] = start(3 * a.p);
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("rows", starts);
            output.put("cols", columns);
            output.put("vals", values);
            return output;
        }

        private int start(int row) {
            return row <= 2 * a.p ? row * BLOCK : 2 * a.p * BLOCK + row - 2 * a.p;
        }

        private int column(int entry) {
            int observation = entry / (2 * BLOCK);
            int place = entry % BLOCK;
            if (place < CAMERA) {
                return CAMERA * (observation % a.n) + place;
            }
            int afterCameras = CAMERA * a.n;
            return place < CAMERA + POINT
                    ? afterCameras + POINT * (observation % a.m) + place - CAMERA
                    : afterCameras + POINT * a.m + observation;
        }
    }
}
