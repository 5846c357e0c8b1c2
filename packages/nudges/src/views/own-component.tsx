import type { MountedComponent, NudgeComponent, NudgeProps } from '@tendril/core';
import { Component, createRef } from 'preact';
import type { View, ViewProps } from './view.js';

/**
 * A host's component as a view. It draws into an element of the page, not of the shadow root, which stands in the place of
 * the view: the page's own styles and framework reach it.
 */
export const viewOf = (mount: NudgeComponent): View =>
  class OwnComponent extends Component<ViewProps> {
    private readonly place = createRef<HTMLSlotElement>();
    private element: HTMLElement | undefined;
    private mounted: MountedComponent | undefined;

    private given(): NudgeProps {
      const { onDismiss } = this.props;
      return { ...this.props, onDismiss: () => onDismiss('action') };
    }

    override componentDidMount(): void {
      const host = (this.place.current?.getRootNode() as ShadowRoot | undefined)?.host;
      if (!host) return;
      this.element = host.ownerDocument.createElement('div');
      host.append(this.element);
      this.mounted = mount(this.element, this.given());
    }

    override componentDidUpdate(): void {
      this.mounted?.update(this.given());
    }

    override componentWillUnmount(): void {
      this.mounted?.unmount();
      this.element?.remove();
    }

    override render() {
      return <slot ref={this.place} />;
    }
  };
