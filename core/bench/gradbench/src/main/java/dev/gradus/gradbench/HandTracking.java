package dev.gradus.gradbench;

import dev.gradus.flow.Scan;
import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.graph.Tangents;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The eval {@code ht}: a model of a hand of bones and skin is posed by 26 parameters θ: a rotation and a translation of all,
 * and 20 angles of the fingers. The errors are how far points of the skin are from measured points. In the simple variant
 * these are vertices, in the complicated one points of triangles with barycentric coordinates u.
 *
 * <p>A pose is, for each bone, a transform of homogeneous positions, and a translation of all. The errors are linear in it.
 * So their derivatives by θ are minus the skin of the pose's derivatives, which are 26 tangents, one for each column.
 *
 * <p>Positions are the columns of matrices, so that a coordinate of all points is contiguous.
 */
final class HandTracking {
    private static final int THETA = 26;

    private final Problem problem = new Problem();
    private final Arguments a;
    private final boolean complicated;
    private final int count;
    private final int bones;
    private final Input theta;
    private final Input barycentric;
    private final Input weightedPositions;
    private final Node pose;
    private final Node errors;

    record Arguments(double[] theta, Data data, double[][] us) {}

    record Data(Model model, int[] correspondences, double[][] points) {}

    record Model(
            String[] boneNames,
            int[] parents,
            double[][][] baseRelatives,
            double[][][] inverseBaseAbsolutes,
            double[][] basePositions,
            double[][] weights,
            int[][] triangles,
            boolean isMirrored) {}

    private HandTracking(Arguments a) {
        this.a = a;
        count = Rows.positive("the number of correspondences", a.data.correspondences.length);
        complicated = a.us.length > 0;
        bones = a.data.model.boneNames.length;
        theta = problem.input("θ", Rows.checked("theta", a.theta, THETA), THETA);
        barycentric = columns("u", "us", a.us, complicated ? count : 0, 2);
        weightedPositions = weightedPositions(a.data.model);
        Input measured = columns("points", "points", a.data.points, count, 3);
        pose = pose(a.data.model);
        errors = measured.subtract(skin(pose));
    }

    private Input columns(String name, String field, double[][] rows, int count, int size) {
        return problem.input(name, Rows.transposed(Rows.flat(field, rows, count, size), count, size), size, count);
    }

    /** Where the points of the skin are, (3, points), or for k poses below one another (3k, points). */
    private Node skin(Node poses) {
        Node vertices = poses.matMul(weightedPositions);
        if (!complicated) {
            return vertices.take(indices(a.data.correspondences), 1);
        }
        Node u0 = barycentric.select(0, 0), u1 = barycentric.select(0, 1);
        Node u2 = Constant.of(1).subtract(u0).subtract(u1);
        return corners(vertices, 0)
                .multiply(u0)
                .add(corners(vertices, 1).multiply(u1))
                .add(corners(vertices, 2).multiply(u2));
    }

    private Node corners(Node vertices, int corner) {
        int[] vertex = new int[count];
        for (int i = 0; i < count; i++) {
            vertex[i] = a.data.model.triangles[a.data.correspondences[i]][corner];
        }
        return vertices.take(indices(vertex), 1);
    }

    /** For each vertex its homogeneous position times the weight of each bone, and a 1 for the translation of all. */
    private Input weightedPositions(Model model) {
        int vertices = model.basePositions.length, size = 4 * bones + 1;
        double[] positions = Rows.flat("base_positions", model.basePositions, vertices, 4);
        double[] weights = Rows.flat("weights", model.weights, vertices, bones);
        double[] weighted = new double[size * vertices];
        Arrays.fill(weighted, 1);
        for (int i = 0; i < 4 * bones; i++) {
            for (int vertex = 0; vertex < vertices; vertex++) {
                weighted[i * vertices + vertex] = weights[vertex * bones + i / 4] * positions[vertex * 4 + i % 4];
            }
        }
        return problem.input("weighted positions", weighted, size, vertices);
    }

    /** The transforms of all bones beside one another, turned as a whole, and the translation, (3, 4 bones + 1). */
    private Node pose(Model model) {
        Node transforms = Moves.concat(1, transforms(model));
        if (model.isMirrored) {
            transforms = transforms.multiply(Constant.of(Tensor.of(new double[][] {{-1}, {1}, {1}})));
        }
        Node turned = rotation(theta.slice(0, 0, 3)).matMul(transforms);
        return turned.concat(1, theta.slice(0, 3, 6).reshape(3, 1));
    }

    /** For each bone the first three rows of its transform, (3, 4): where it is, after where it was. */
    private List<Node> transforms(Model model) {
        Node turned = turned(angles());
        List<Node> absolutes = new ArrayList<>();
        List<Node> transforms = new ArrayList<>();
        for (int bone = 0; bone < bones; bone++) {
            Node relative = matrix("base_relatives", model.baseRelatives[bone]).matMul(turned.select(0, bone));
            int parent = model.parents[bone];
            absolutes.add(parent < 0 ? relative : absolutes.get(parent).matMul(relative));
            Node inverse = matrix("inverse_base_absolutes", model.inverseBaseAbsolutes[bone]);
            transforms.add(absolutes.get(bone).slice(0, 0, 3).matMul(inverse));
        }
        return transforms;
    }

    private static Constant matrix(String name, double[][] rows) {
        return Constant.of(Tensor.of(Shape.of(4, 4), Rows.flat(name, rows, 4, 4)));
    }

    /**
     * The angles about x, z and y of every bone, (bones, 3). After six parameters for all, each of the five fingers has two
     * angles of its second bone, and one each of the third and fourth; all others are 0.
     */
    private Node angles() {
        List<Integer> places = new ArrayList<>();
        for (int finger = 0; finger < 5; finger++) {
            int bone = 2 + 4 * finger;
            places.addAll(List.of(3 * bone, 3 * bone + 1, 3 * (bone + 1), 3 * (bone + 2)));
        }
        Constant at = indices(places.stream().mapToInt(Integer::intValue).toArray());
        return theta.slice(0, 6, THETA).scatterAdd(at, 0, 3 * bones).reshape(bones, 3);
    }

    /** Rotations by angles about x, y and z as matrices of homogeneous coordinates, R_z R_y R_x, (bones, 4, 4). */
    private static Node turned(Node angles) {
        Node cosines = angles.cos(), sines = angles.sin();
        Node cx = cosines.select(1, 0), cy = cosines.select(1, 2), cz = cosines.select(1, 1);
        Node sx = sines.select(1, 0), sy = sines.select(1, 2), sz = sines.select(1, 1);
        Node zero = Constant.of(Tensor.zeros(cx.shape()));
        Node one = Constant.of(Tensor.ones(cx.shape()));
        Node x = matrices(
                4, one, zero, zero, zero, zero, cx, sx.negate(), zero, zero, sx, cx, zero, zero, zero, zero, one);
        Node y = matrices(
                4, cy, zero, sy, zero, zero, one, zero, zero, sy.negate(), zero, cy, zero, zero, zero, zero, one);
        Node z = matrices(
                4, cz, sz.negate(), zero, zero, sz, cz, zero, zero, zero, zero, one, zero, zero, zero, zero, one);
        return z.batchMatMul(y).batchMatMul(x);
    }

    private static Node matrices(int size, Node... elements) {
        return Moves.stack(1, elements).reshape(elements[0].shape().elements(), size, size);
    }

    /** The rotation by the angle |r| about r: c I + s [a]ₓ + (1 − c) a aᵀ with the axis a = r / |r|, I for hardly any angle. */
    private static Node rotation(Node r) {
        Node square = r.square().sum();
        Node still = square.sqrt().less(1e-4);
        Node angle = still.where(Constant.of(1), square).sqrt();
        Node sin = angle.sin(), cos = angle.cos();
        Node axis = r.divide(angle);
        Node x = axis.select(0, 0), y = axis.select(0, 1), z = axis.select(0, 2);
        Node zero = Constant.of(0);
        Node cross = Moves.stack(0, zero, z.negate(), y, z, zero, x.negate(), y.negate(), x, zero)
                .reshape(3, 3);
        Node outer = axis.reshape(3, 1).multiply(axis.reshape(1, 3));
        Constant identity = Constant.of(Tensor.eye(3));
        Node turned = identity.multiply(cos)
                .add(cross.multiply(sin))
                .add(outer.multiply(Constant.of(1).subtract(cos)));
        return still.where(identity, turned);
    }

    private static Constant indices(int[] indices) {
        return Constant.of(Tensor.of(indices));
    }

    /**
     * The columns of the Jacobian: for each point the derivatives by all of θ of its three errors, and those by u₀ and u₁,
     * which each point has its own of.
     */
    private Node[] columns() {
        Tangents tangents = Tangents.of(pose);
        Node poses = Scan.over("direction", Constant.of(Tensor.eye(THETA)), 0)
                .steps(step -> step.output("tangent", tangents.along(theta, step.element("direction"))))
                .output("tangent");
        Node ofTheta = skin(poses.reshape(THETA * 3, 4 * bones + 1)).negate();
        if (!complicated) {
            return new Node[] {ofTheta};
        }
        Tangents ofErrors = Tangents.of(errors);
        return new Node[] {ofTheta, ofErrors.along(barycentric, unit(0)), ofErrors.along(barycentric, unit(1))};
    }

    private Constant unit(int column) {
        return Constant.of(Tensor.generate(barycentric.shape(), i -> i / count == column ? 1 : 0));
    }

    static Eval eval() {
        return new Eval()
                .function("objective", Arguments.class, HandTracking::objective)
                .function("jacobian", Arguments.class, HandTracking::jacobian);
    }

    private static Prepared<Results> objective(Arguments a) {
        HandTracking hand = new HandTracking(a);
        return Prepared.of(hand.problem.values(hand.errors.transpose()), values -> values[0]);
    }

    private static Prepared<Results> jacobian(Arguments a) {
        HandTracking hand = new HandTracking(a);
        return Prepared.of(hand.problem.values(hand.columns()), hand::rows);
    }

    /** A row for each coordinate of each point. */
    private double[][] rows(double[][] columns) {
        int own = columns.length - 1;
        double[][] rows = new double[3 * count][own + THETA];
        for (int row = 0; row < rows.length; row++) {
            int at = row % 3 * count + row / 3;
            for (int i = 0; i < own; i++) {
                rows[row][i] = columns[i + 1][at];
            }
            for (int i = 0; i < THETA; i++) {
                rows[row][own + i] = columns[0][i * rows.length + at];
            }
        }
        return rows;
    }
}
