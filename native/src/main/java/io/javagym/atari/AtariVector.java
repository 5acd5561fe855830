package io.javagym.atari;

import io.javagym.AutoresetMode;
import io.javagym.Kwargs;
import io.javagym.VectorEnv;
import io.javagym.VectorEnvFactory;
import io.javagym.VectorSettings;
import io.javagym.vector.SyncVectorEnv;

/**
 * Many games with the usual preprocessing, equal to ale-py's {@code AtariVectorEnv} seed for seed.
 *
 * <table>
 * <caption>Spaces of a row</caption>
 * <tr><th></th><th>space</th><th>meaning</th></tr>
 * <tr><td>observation</td><td>{@code Box(0, 255, (4, 84, 84), uint8)}</td>
 *     <td>{@code stack_num} frames of {@code img_height} x {@code img_width}, the newest last, zero
 *     before the episode began; {@code (4, 84, 84, 3)} in colour</td></tr>
 * <tr><td>action</td><td></td><td>as in {@link AtariEnv}</td></tr>
 * <tr><td>reward</td><td>int32</td><td>points, cut off at -1 and 1 with {@code reward_clipping}</td></tr>
 * <tr><td>info</td><td>{@code env_id}, {@code lives}, {@code frame_number}, {@code
 *     episode_frame_number}</td><td>int32, in every row at all times</td></tr>
 * </table>
 *
 * <table>
 * <caption>Arguments</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code img_height}, {@code img_width}</td><td>84</td><td>of a frame, pixels</td></tr>
 * <tr><td>{@code grayscale}</td><td>true</td><td>luminance instead of red, green, blue</td></tr>
 * <tr><td>{@code stack_num}</td><td>4</td><td>frames of an observation</td></tr>
 * <tr><td>{@code frameskip}</td><td>4</td><td>frames of a step</td></tr>
 * <tr><td>{@code maxpool}</td><td>true</td><td>the greater of a step's last two frames</td></tr>
 * <tr><td>{@code noop_max}</td><td>30</td>
 *     <td>a reset is followed by fewer idle frames than this</td></tr>
 * <tr><td>{@code use_fire_reset}</td><td>true</td><td>a reset presses fire once</td></tr>
 * <tr><td>{@code episodic_life}</td><td>false</td><td>a lost life ends the episode</td></tr>
 * <tr><td>{@code life_loss_info}</td><td>false</td>
 *     <td>a lost life is told as terminated, and the game goes on</td></tr>
 * <tr><td>{@code reward_clipping}</td><td>true</td><td>rewards from -1 to 1</td></tr>
 * <tr><td>{@code max_num_frames_per_episode}</td><td>108000</td><td>then it is truncated</td></tr>
 * <tr><td>{@code repeat_action_probability}</td><td>0.25 by the ids, else 0</td>
 *     <td>sticky actions</td></tr>
 * <tr><td>{@code full_action_space}, {@code continuous}, {@code continuous_action_threshold}, {@code
 *     rom_dir}</td><td></td><td>as in {@link AtariEnv}</td></tr>
 * </table>
 *
 * <p>A seed is one of the emulator, from 0 to 2^31 - 1.
 */
final class AtariVector implements VectorEnvFactory {

  /** All of them: ale-py's has no {@link AutoresetMode#DISABLED}, but rows know how. */
  @Override
  public boolean supports(AutoresetMode mode) {
    return true;
  }

  @Override
  public VectorEnv create(VectorSettings settings, Kwargs kwargs) {
    AtariRowSettings rowSettings = AtariRowSettings.of(kwargs);
    Rom rom = Rom.of(rowSettings.game(), rowSettings.romDir());
    return new SyncVectorEnv(settings, true, () -> AtariRow.of(rowSettings, rom));
  }
}
