// The imports of the Java shell, which the README opens. The first line gives it SIMD kernels.
/env -add-modules jdk.incubator.vector
import java.util.*;
import dev.gradus.tensor.*;
import dev.gradus.random.*;
import dev.gradus.node.*;
import dev.gradus.node.Stack;
import dev.gradus.flow.*;
import dev.gradus.graph.*;
import dev.gradus.linalg.*;
import dev.gradus.nn.*;
import dev.gradus.loss.*;
import dev.gradus.run.*;
import dev.gradus.store.*;
import dev.gradus.train.*;
import dev.gradus.data.*;
import dev.gradus.check.*;
import dev.gradus.explain.*;
import dev.gradus.explorer.*;
import dev.gradus.csv.*;
import dev.gradus.lift.*;
import dev.gradus.onnx.*;
import dev.gradus.testkit.*;
