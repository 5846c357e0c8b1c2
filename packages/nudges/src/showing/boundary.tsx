import { Component, type ComponentChildren } from 'preact';

interface Props {
  onError: (error: unknown) => void;
  children: ComponentChildren;
}

/** What a view throws while it is drawn, or in an effect, ends here and not in the page. */
export class Boundary extends Component<Props, { failed?: true }> {
  override componentDidCatch(error: unknown): void {
    // Preact takes an error as caught only where there is something else to draw.
    this.setState({ failed: true });
    this.props.onError(error);
  }

  override render(): ComponentChildren {
    return !this.state.failed && this.props.children;
  }
}
